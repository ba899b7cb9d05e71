//! A snapshot on its way to a browser: the manifest and the parts that speak, in one piece.

use super::decode::decode_model;
use super::encode::bytes;
use super::manifest::{DecodeError, Manifest, Snapshot};
use super::names::speaks;
use crate::data::digest::{Digest, digest};
use crate::forecast::model::Model;
use std::collections::BTreeMap;

/// Packs the manifest with the parts that speaking needs.
pub fn pack(snapshot: &Snapshot) -> Vec<u8> {
    let parts: Vec<&[u8]> =
        snapshot.parts.iter().filter(|part| speaks(&part.name)).map(|part| part.bytes.as_slice()).collect();
    bytes(&(&snapshot.manifest, parts))
}

/// Reads a model from its packed form, and the hash of the snapshot that it belongs to; every part is verified.
pub fn unpack_model(packed: &[u8]) -> Result<(Digest, Model), DecodeError> {
    let (manifest, parts): (Vec<u8>, Vec<Vec<u8>>) = postcard::from_bytes(packed)
        .map_err(|source| DecodeError::Part { name: "pack".to_owned(), source })?;
    let names =
        Manifest::decode(&manifest)?.parts.into_iter().map(|part| part.name).filter(|name| speaks(name));
    let by_name: BTreeMap<String, Vec<u8>> = names.zip(parts).collect();
    let model = decode_model(&manifest, |part| by_name.get(&part.name).cloned())?;
    Ok((digest(&manifest), model))
}
