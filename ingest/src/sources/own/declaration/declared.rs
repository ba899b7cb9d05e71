//! A source of the bank's own as it is declared, and how it is built from that.

use crate::feed::http::Http;
use crate::feed::secret::Secret;
use crate::sources::own::endpoint::Endpoint;
use crate::sources::own::expectation::Expectation;
use crate::sources::own::folder::Folder;
use crate::sources::own::internal::{Internal, Place};
use crate::sources::own::postgres::{Address, Postgres};
use crate::sources::own::records::Columns;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::{self, PemObject};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::ConfigVerifierExt;
use std::path::PathBuf;
use std::sync::Arc;

/// What is wrong with the text, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {detail}")]
pub struct DeclarationError {
    /// The line, counted from 1.
    pub line: usize,
    /// What must be there, and what is.
    pub detail: String,
}

/// A source as it is declared; what is secret is not part of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Declaration {
    /// What it is called.
    pub name: String,
    /// What all that it gives must satisfy.
    pub expectations: Vec<Expectation>,
    /// Of which kind it is.
    pub kind: Kind,
}

/// Of which kind a source is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A query to a database.
    Postgres(Database),
    /// An address that answers with JSON.
    Endpoint(Records),
    /// A folder that files are dropped in.
    Folder(Folder),
}

/// A database as it is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Database {
    pub(super) address: Address,
    pub(super) password_variable: Option<String>,
    pub(super) tls: Tls,
    pub(super) query: String,
}

/// Whom a database must prove to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tls {
    /// Itself, by whom this machine trusts.
    System,
    /// Itself, by the authorities in this file.
    Authority(PathBuf),
    /// Nobody: it is on this machine.
    Off,
}

/// An endpoint as it is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Records {
    pub(super) address: String,
    pub(super) header: String,
    pub(super) token_variable: Option<String>,
    pub(super) pointer: String,
    pub(super) next: Option<String>,
    pub(super) columns: Columns,
}

/// Why a declared source cannot be asked.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The file of authorities cannot be used.
    #[error("{} must hold certificates in PEM", path.display())]
    Authority {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: pem::Error,
    },
    /// Nobody is trusted.
    #[error("the certificates that are trusted cannot be used")]
    Trust(#[from] rustls::Error),
}

impl Declaration {
    /// The environment variable that holds its secret; with `_FILE` after it, the one that names a file with it.
    pub fn variable(&self) -> Option<&str> {
        match &self.kind {
            Kind::Postgres(database) => database.password_variable.as_deref(),
            Kind::Endpoint(records) => records.token_variable.as_deref(),
            Kind::Folder(_) => None,
        }
    }

    /// The source, with its secret if it has one.
    pub fn source(self, http: &Http, secret: Option<Secret>) -> Result<Internal, BuildError> {
        let Self { name, expectations, kind } = self;
        let place = match kind {
            Kind::Postgres(Database { address, tls, query, .. }) => {
                Place::Postgres(Postgres::new(&address, secret.as_ref(), tls.config()?, &query))
            }
            Kind::Endpoint(Records { address, header, pointer, next, columns, .. }) => {
                let (http, token) = (http.clone(), secret.map(|secret| (header, secret)));
                Place::Endpoint(Endpoint { http, address, token, pointer, next, columns })
            }
            Kind::Folder(folder) => Place::Folder(folder),
        };
        Ok(Internal { name, expectations, place })
    }
}

impl Tls {
    fn config(self) -> Result<Option<Arc<ClientConfig>>, BuildError> {
        // Fails only if a provider is installed already, and any provider will do.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let config = match self {
            Self::Off => return Ok(None),
            Self::System => ClientConfig::with_platform_verifier()?,
            Self::Authority(path) => {
                let authority = |source| BuildError::Authority { path: path.clone(), source };
                let mut roots = RootCertStore::empty();
                for certificate in CertificateDer::pem_file_iter(&path).map_err(authority)? {
                    roots.add(certificate.map_err(authority)?)?;
                }
                if roots.is_empty() {
                    return Err(authority(pem::Error::NoItemsFound));
                }
                ClientConfig::builder().with_root_certificates(roots).with_no_client_auth()
            }
        };
        Ok(Some(Arc::new(config)))
    }
}
