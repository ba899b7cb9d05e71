//! Bytes are told apart by their BLAKE3 hash.

/// The BLAKE3 hash of some bytes.
pub type Digest = [u8; 32];

/// The BLAKE3 hash of `bytes`.
pub fn digest(bytes: &[u8]) -> Digest {
    blake3::hash(bytes).into()
}
