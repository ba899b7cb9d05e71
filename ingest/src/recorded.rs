//! What lies beside the repository and is no part of it: recorded answers and real series, for tests that are skipped where it is
//! absent.

use crate::skipped;
use std::fs;
use std::path::Path;

/// The bytes of a recorded file; nothing, and the test is skipped, where there are no recordings.
pub(crate) fn bytes(name: &str) -> Option<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    if !folder.is_dir() {
        skipped::note(&format_args!("{} is absent", folder.display())).unwrap();
        return None;
    }
    Some(fs::read(folder.join(name)).unwrap())
}

/// The same of a text.
pub(crate) fn text(name: &str) -> Option<String> {
    bytes(name).map(|bytes| String::from_utf8(bytes).unwrap())
}
