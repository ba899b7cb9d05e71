//! The complete state of a forecaster, cut in named parts that are stored and addressed by their content.

mod decode;
mod encode;
mod format_1;
mod manifest;
mod names;
mod pack;
mod parts;

pub use decode::{decode, decode_history, decode_model};
pub use encode::encode;
pub use manifest::{DecodeError, FORMAT, Manifest, Part, PartRef, Snapshot};
pub use names::speaks;
pub use pack::{pack, unpack_model};

#[cfg(test)]
mod tests;
