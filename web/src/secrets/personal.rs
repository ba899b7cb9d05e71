//! What this installation declares personal: a file in the data folder, and a key that is made once beside it.

use super::private::{self, PrivateError};
use super::token::{from_hex, random};
use paridad_ingest::feed::payload::{Delivery, Payload};
use paridad_ingest::feed::personal::{Key, Personal, PersonalError};
use paridad_ingest::sources::{events, public, push};
use std::io::ErrorKind;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use tokio::task::JoinError;

/// What is declared.
pub(crate) const DECLARATION: &str = "personal.toml";

/// The key of the hashes: without it they cannot be made again.
pub(crate) const KEY: &str = "personal.key";

/// Why a payload cannot be kept.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ProtectError {
    /// The declaration cannot be read.
    #[error("{} cannot be read", path.display())]
    Declaration {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// The declaration is wrong.
    #[error("{} is wrong", path.display())]
    Declared {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        #[source]
        source: PersonalError,
    },
    /// The key cannot be read or made.
    #[error("there is no key for personal columns")]
    NoKey(#[from] PrivateError),
    /// The key's file holds something else.
    #[error("{} must hold 64 hexadecimal digits", path.display())]
    Key {
        /// The file.
        path: PathBuf,
    },
    /// It was not done to its end.
    #[error("what came was not protected")]
    Unfinished(#[from] JoinError),
    /// What came cannot be protected.
    #[error("what is declared personal cannot be found")]
    Payload(#[source] PersonalError),
}

/// What a source gave, as it may be kept: [`protect`] makes one, or the program of what it brings itself, so nothing else can be handed
/// to the conductor.
#[derive(Debug, Clone)]
pub(crate) struct Protected(Delivery);

impl Protected {
    /// What the program itself brings, once: it holds nobody's name.
    pub(crate) fn of_program(payload: Payload) -> Self {
        Self(Delivery { payload, once: true, findings: Vec::new() })
    }
}

/// Tests say themselves what comes.
#[cfg(test)]
impl<T: Into<Delivery>> From<T> for Protected {
    fn from(given: T) -> Self {
        Self(given.into())
    }
}

impl Deref for Protected {
    type Target = Delivery;

    fn deref(&self) -> &Delivery {
        &self.0
    }
}

/// What somebody handed over, pushed or gave, as it may be kept: what is declared personal is hashed or left out. A public
/// source gives nothing that is, nor does a calendar; and in JSON there is nothing to leave out: members that nobody reads are refused.
pub(crate) fn protect(folder: &Path, delivery: Delivery) -> Result<Protected, ProtectError> {
    let Delivery { payload, once, findings } = delivery;
    let is_public = public(&payload.source).is_some() || payload.source == events::NAME;
    let payload = if is_public { payload } else { without_personal(folder, payload)? };
    Ok(Protected(Delivery { payload, once, findings }))
}

fn without_personal(folder: &Path, payload: Payload) -> Result<Payload, ProtectError> {
    if payload.media_type != push::CSV {
        return Ok(payload);
    }
    let path = folder.join(DECLARATION);
    let text = match std::fs::read_to_string(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(payload),
        Err(source) => return Err(ProtectError::Declaration { path, source }),
        Ok(text) => text,
    };
    let declared = Personal::parse(&text).map_err(|source| ProtectError::Declared { path, source })?;
    if declared.is_empty() {
        return Ok(payload);
    }
    let bytes = declared.protect(&payload.bytes, &key(folder)?).map_err(ProtectError::Payload)?;
    Ok(Payload { bytes, ..payload })
}

fn key(folder: &Path) -> Result<Key, ProtectError> {
    let path = folder.join(KEY);
    let digits = private::once(&path, || random().map(hex::encode))?;
    from_hex(digits.trim()).map(Key::from).ok_or(ProtectError::Key { path })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delivery(text: &str) -> Delivery {
        push::payload("test".to_owned(), push::CSV, text.as_bytes().to_vec(), chrono::Utc::now()).into()
    }

    const TEXT: &str = "series,period,value,rfc\nflow,2026-11-20,1,VECJ880326XXX\n";

    #[test]
    fn what_is_declared_personal_is_hashed_with_the_same_key_each_time() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(protect(folder.path(), delivery(TEXT)).unwrap().payload.bytes, TEXT.as_bytes());
        std::fs::write(folder.path().join(DECLARATION), "[columns]\nrfc = \"hash\"\n").unwrap();
        let one = protect(folder.path(), delivery(TEXT)).unwrap().payload.bytes.clone();
        assert!(!String::from_utf8_lossy(&one).contains("VECJ"));
        assert_eq!(one, protect(folder.path(), delivery(TEXT)).unwrap().payload.bytes);
    }

    #[test]
    fn a_declaration_that_cannot_be_read_lets_nothing_in() {
        let folder = tempfile::tempdir().unwrap();
        let declare = |text: &str| std::fs::write(folder.path().join(DECLARATION), text).unwrap();
        declare("[columns]\nrfc = \"mask\"\n");
        assert!(matches!(protect(folder.path(), delivery(TEXT)), Err(ProtectError::Declared { .. })));
        declare("[columns]\nrfc = \"hash\"\n");
        std::fs::write(folder.path().join(KEY), "short").unwrap();
        assert!(protect(folder.path(), delivery(TEXT)).is_err(), "a shared or wrong key");
        assert!(matches!(protect(folder.path(), delivery("a;b\n")), Err(ProtectError::NoKey(_))));
    }
}
