//! The text as it is written, table by table, and what is wrong with each.

use super::declared::{Database, Declaration, DeclarationError, Kind, Records, Tls};
use super::expected::expectation;
use crate::feed::csv;
use crate::feed::http::{is_here, is_protected};
use crate::sources::own::Folder;
use crate::sources::own::postgres::Address;
use crate::sources::own::records::Columns;
use crate::sources::registry::PUBLIC;
use crate::sources::{events, push, review};
use reqwest::Url;
use reqwest::header::HeaderName;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;
use toml::Spanned;

/// Names that others have, beside the public sources.
const TAKEN: [&str; 5] = [csv::Csv::NAME, push::NAME, review::NAME, events::NAME, "paridad"];

/// The most characters of a name.
const NAME_MAX: usize = 32;

/// How often a folder may be looked at.
const EVERY_SECONDS: std::ops::RangeInclusive<u64> = 1..=3600;

/// Words that a parameter of an address must not have in its name: what they name is secret, and addresses are kept.
const SECRETS: [&str; 6] = ["token", "key", "secret", "password", "sig", "auth"];

/// The whole text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(default)]
    postgres: Vec<Spanned<PostgresTable>>,
    #[serde(default)]
    endpoint: Vec<Spanned<EndpointTable>>,
    #[serde(default)]
    folder: Vec<Spanned<FolderTable>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PostgresTable {
    name: String,
    host: String,
    #[serde(default = "postgres_port")]
    port: u16,
    database: String,
    user: String,
    password_variable: Option<String>,
    #[serde(default)]
    tls: TlsWord,
    authority: Option<PathBuf>,
    query: String,
    #[serde(default)]
    expect: Vec<serde_json::Value>,
}

#[derive(Default, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum TlsWord {
    #[default]
    Verify,
    Off,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EndpointTable {
    name: String,
    address: String,
    #[serde(default = "authorization")]
    header: String,
    token_variable: Option<String>,
    #[serde(default)]
    records: String,
    next: Option<String>,
    #[serde(default)]
    columns: Columns,
    #[serde(default)]
    expect: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FolderTable {
    name: String,
    path: PathBuf,
    #[serde(default = "ten")]
    every_seconds: u64,
    #[serde(default)]
    expect: Vec<serde_json::Value>,
}

fn postgres_port() -> u16 {
    5432
}

fn authorization() -> String {
    "authorization".to_owned()
}

fn ten() -> u64 {
    10
}

/// Reads all tables.
pub(super) fn parse(text: &str) -> Result<Vec<Declaration>, DeclarationError> {
    let error_at =
        |at: usize, detail: String| DeclarationError { line: text[..at].matches('\n').count() + 1, detail };
    let document: Document = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        error_at(at, error.message().to_owned())
    })?;
    let at = |span: std::ops::Range<usize>| span.start;
    let databases = document.postgres.into_iter().map(|t| (at(t.span()), t.into_inner().checked()));
    let endpoints = document.endpoint.into_iter().map(|t| (at(t.span()), t.into_inner().checked()));
    let folders = document.folder.into_iter().map(|t| (at(t.span()), t.into_inner().checked()));
    let (mut declared, mut names) = (Vec::new(), BTreeSet::new());
    for (at, checked) in databases.chain(endpoints).chain(folders) {
        let declaration = checked.map_err(|detail| error_at(at, detail))?;
        if !names.insert(declaration.name.clone()) {
            return Err(error_at(at, format!("the name {:?} must be given once", declaration.name)));
        }
        declared.push(declaration);
    }
    Ok(declared)
}

impl PostgresTable {
    fn checked(self) -> Result<Declaration, String> {
        let Self { name, host, port, database, user, password_variable, tls, authority, query, expect } =
            self;
        let tls = match (tls, authority) {
            (TlsWord::Verify, None) => Tls::System,
            (TlsWord::Verify, Some(path)) => Tls::Authority(absolute("authority", path)?),
            // A socket in a folder, or loopback.
            (TlsWord::Off, None) if host.starts_with('/') || is_here(&host) => Tls::Off,
            (TlsWord::Off, Some(_)) => return Err("authority needs tls = \"verify\"".to_owned()),
            (TlsWord::Off, None) => {
                return Err(format!("tls may be \"off\" for a host on this machine only, got {host:?}"));
            }
        };
        if query.trim().is_empty() {
            return Err("query must not be empty".to_owned());
        }
        let address = Address { host, port, database, user };
        let kind = Kind::Postgres(Database { address, password_variable, tls, query });
        declaration(name, &expect, kind)
    }
}

impl EndpointTable {
    fn checked(self) -> Result<Declaration, String> {
        let Self { name, address, header, token_variable, records, next, columns, expect } = self;
        object_to_address(&address)?;
        let header = header.to_ascii_lowercase();
        if HeaderName::from_bytes(header.as_bytes()).is_err() {
            return Err(format!("header must be the name of an HTTP header, got {header:?}"));
        }
        let pointers = [("records", Some(&records)), ("next", next.as_ref())];
        for (what, pointer) in pointers {
            if let Some(pointer) = pointer.filter(|pointer| !pointer.is_empty() && !pointer.starts_with('/'))
            {
                return Err(format!(
                    "{what} must be a JSON Pointer such as \"/data/items\", got {pointer:?}"
                ));
            }
        }
        let kind =
            Kind::Endpoint(Records { address, header, token_variable, pointer: records, next, columns });
        declaration(name, &expect, kind)
    }
}

impl FolderTable {
    fn checked(self) -> Result<Declaration, String> {
        let Self { name, path, every_seconds, expect } = self;
        if !EVERY_SECONDS.contains(&every_seconds) {
            let (least, most) = EVERY_SECONDS.into_inner();
            return Err(format!("every_seconds must be between {least} and {most}, got {every_seconds}"));
        }
        let every = Duration::from_secs(every_seconds);
        declaration(name, &expect, Kind::Folder(Folder { path: absolute("path", path)?, every }))
    }
}

fn declaration(name: String, expect: &[serde_json::Value], kind: Kind) -> Result<Declaration, String> {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
    if name.is_empty() || name.len() > NAME_MAX || !name.bytes().all(is_plain) {
        return Err(format!("name must be 1 to {NAME_MAX} of a-z, 0-9, - and _, got {name:?}"));
    }
    let taken: Vec<&str> = PUBLIC.iter().map(|source| source.name).chain(TAKEN).collect();
    if taken.contains(&name.as_str()) {
        return Err(format!("name must not be one of {}, got {name:?}", taken.join(", ")));
    }
    let expectations = expect.iter().map(expectation).collect::<Result<_, _>>()?;
    Ok(Declaration { name, expectations, kind })
}

/// What is relative would depend on where the program was started.
fn absolute(what: &str, path: PathBuf) -> Result<PathBuf, String> {
    if path.is_absolute() {
        Ok(path)
    } else {
        Err(format!("{what} must be absolute, got {:?}", path.display()))
    }
}

/// An address is kept with every payload and named in every error, so it must hold no secret; one that is refused is not
/// repeated, because it may.
fn object_to_address(address: &str) -> Result<(), String> {
    let is_web = |url: &Url| matches!(url.scheme(), "http" | "https");
    let Some(url) = Url::parse(address).ok().filter(is_web) else {
        return Err("address must begin with https://".to_owned());
    };
    if !is_protected(&url) {
        return Err("address must begin with https:// unless its host is this machine".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("address must hold no user and no password: addresses are kept".to_owned());
    }
    let is_secret = |name: &str| SECRETS.iter().any(|word| name.to_ascii_lowercase().contains(word));
    match url.query_pairs().find(|(name, _)| is_secret(name)) {
        Some((name, _)) => Err(format!(
            "address must hold no secret, and {name:?} sounds like one: use token_variable and header"
        )),
        None => Ok(()),
    }
}
