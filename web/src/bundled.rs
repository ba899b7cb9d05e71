//! The archive that was learned from the bundled history when the program was built, and that comes with it.

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use paridad_engine::ENGINE_REVISION;
use paridad_ingest::bundle;
use paridad_store::{Archive, Hash, StoreError};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

include!(concat!(env!("OUT_DIR"), "/learned.rs"));

/// What an archive must begin with to be that of this program: another engine, or another history, led to another one.
fn label() -> String {
    let history = Hash::of(bundle::PACKED);
    format!("learned by engine revision {ENGINE_REVISION} from the history {history}\n")
}

/// Makes the archive `path` from the embedded one. Says whether it did: not where there is an archive, nor where none is
/// embedded that this very program would have learned.
pub(crate) fn place(path: &Path) -> Result<bool, StoreError> {
    EMBEDDED.map_or(Ok(false), |packed| unpack(packed, path))
}

fn unpack(packed: &[u8], path: &Path) -> Result<bool, StoreError> {
    let Some(packed) = packed.strip_prefix(label().as_bytes()) else { return Ok(false) };
    Archive::place(path, |file| io::copy(&mut GzDecoder::new(packed), file).map(drop))
}

/// Packs a closed archive into a file that a build can embed.
pub(crate) fn pack(archive: &Path, into: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(into)?);
    out.write_all(label().as_bytes())?;
    let mut packer = GzEncoder::new(out, Compression::default());
    io::copy(&mut File::open(archive)?, &mut packer)?;
    packer.finish()?.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_packed_archive_is_unpacked_once_and_one_that_this_program_would_not_have_learned_never() {
        let folder = tempfile::tempdir().unwrap();
        let [learned, packed, archive] =
            ["learned", "packed", "archive"].map(|name| folder.path().join(name));
        Archive::open(&learned).unwrap().write(|writer| writer.append_event(&"the peso opened")).unwrap();
        pack(&learned, &packed).unwrap();
        let bytes = fs::read(&packed).unwrap();
        let foreign = [b"learned by another engine\n", &bytes[..]].concat();
        assert!(!unpack(&foreign, &archive).unwrap() && !archive.exists());
        assert!(unpack(&bytes, &archive).unwrap());
        assert!(!unpack(&bytes, &archive).unwrap(), "what is there stays");
        let unpacked = Archive::open(&archive).unwrap();
        assert_eq!(unpacked.read().unwrap().event::<String>(1).unwrap().as_deref(), Some("the peso opened"));
    }

    #[test]
    fn a_damaged_archive_is_refused_and_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let [learned, packed, archive] =
            ["learned", "packed", "archive"].map(|name| folder.path().join(name));
        drop(Archive::open(&learned).unwrap());
        pack(&learned, &packed).unwrap();
        let mut bytes = fs::read(&packed).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        assert!(unpack(&bytes, &archive).is_err());
        assert!(!archive.exists());
    }
}
