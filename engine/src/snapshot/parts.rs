//! The parts of a snapshot, gathered and verified.

use super::manifest::{DecodeError, Manifest, PartRef};
use crate::data::digest::digest;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, VecDeque};

/// The verified bytes of the wanted parts, by name.
pub(super) struct Parts {
    format: u16,
    by_name: BTreeMap<String, Vec<u8>>,
}

impl Parts {
    pub(super) fn gather(
        manifest: &[u8],
        wanted: impl Fn(&str) -> bool,
        part: impl Fn(&PartRef) -> Option<Vec<u8>>,
    ) -> Result<Self, DecodeError> {
        let Manifest { format, parts, .. } = Manifest::decode(manifest)?;
        let mut by_name = BTreeMap::new();
        for reference in parts {
            if !wanted(&reference.name) {
                continue;
            }
            let bytes = part(&reference).ok_or_else(|| DecodeError::Missing(reference.name.clone()))?;
            if digest(&bytes) != reference.digest {
                return Err(DecodeError::Hash(reference.name));
            }
            by_name.insert(reference.name, bytes);
        }
        Ok(Self { format, by_name })
    }

    /// The format in which the parts were written.
    pub(super) fn format(&self) -> u16 {
        self.format
    }

    pub(super) fn read<T: DeserializeOwned>(&self, name: &str) -> Result<T, DecodeError> {
        let bytes = self.by_name.get(name).ok_or_else(|| DecodeError::Missing(name.to_owned()))?;
        postcard::from_bytes(bytes).map_err(|source| DecodeError::Part { name: name.to_owned(), source })
    }

    /// Reads a part that not every snapshot has.
    pub(super) fn read_if_there<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, DecodeError> {
        if self.by_name.contains_key(name) { self.read(name).map(Some) } else { Ok(None) }
    }

    /// Reads a part as if it went on with these bytes.
    pub(super) fn read_ending<T: DeserializeOwned>(&self, name: &str, end: &[u8]) -> Result<T, DecodeError> {
        let bytes = self.by_name.get(name).ok_or_else(|| DecodeError::Missing(name.to_owned()))?;
        let whole = [&bytes[..], end].concat();
        postcard::from_bytes(&whole).map_err(|source| DecodeError::Part { name: name.to_owned(), source })
    }

    /// The names that begin with a prefix, in order.
    pub(super) fn names<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a String> {
        self.by_name
            .range(prefix.to_owned()..)
            .map(|(name, _)| name)
            .take_while(move |name| name.starts_with(prefix))
    }

    /// Numbered items, put in a row again; the number of the first.
    pub(super) fn blocks<T: DeserializeOwned>(
        &self,
        prefix: &str,
    ) -> Result<(u64, VecDeque<T>), DecodeError> {
        let mut items: VecDeque<T> = VecDeque::new();
        let mut first = 0;
        for name in self.names(prefix) {
            for (number, item) in self.read::<Vec<(u64, T)>>(name)? {
                if items.is_empty() {
                    first = number;
                } else if number != first + items.len() as u64 {
                    return Err(DecodeError::unsound(name, format!("item {number} is out of its place")));
                }
                items.push_back(item);
            }
        }
        Ok((first, items))
    }
}
