//! The archive that was learned from the bundled history when the program was built: it stands at the end of the program's own file.

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use paridad_engine::ENGINE_REVISION;
use paridad_ingest::bundle;
use paridad_store::{Archive, Hash, StoreError};
use std::env;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Take, Write};
use std::path::Path;

/// What a file ends with at whose end an archive stands. Before it stands how long the archive is.
const MARK: [u8; 16] = *b"paridad carries\n";

/// What an archive must begin with to be that of this program: another engine, or another history or calendar, led to another one.
fn label() -> String {
    let history = Hash::of(&[bundle::PACKED, bundle::CALENDAR.as_bytes()].concat());
    format!("learned by engine revision {ENGINE_REVISION} from the history {history}\n")
}

/// Makes the archive `path` from the one that the program carries. Says whether it did: not where there is an archive, nor where
/// none is carried that this very program would have learned.
pub(crate) fn place(path: &Path) -> Result<bool, StoreError> {
    let carried = env::current_exe().and_then(|program| carried(&program));
    let carried =
        carried.inspect_err(|error| tracing::warn!("the program cannot read its own file: {error}"));
    carried.ok().flatten().map_or(Ok(false), |packed| unpack(packed, path))
}

/// What stands at the end of a program, if it is an archive that this one would have learned.
fn carried(program: &Path) -> io::Result<Option<Take<File>>> {
    let mut file = File::open(program)?;
    let (mut length, mut mark) = ([0; 8], MARK);
    let tail = (length.len() + mark.len()) as u64;
    let Some(end) = file.metadata()?.len().checked_sub(tail) else { return Ok(None) };
    file.seek(SeekFrom::Start(end))?;
    file.read_exact(&mut length)?;
    file.read_exact(&mut mark)?;
    let length = u64::from_le_bytes(length);
    let Some(begin) = end.checked_sub(length).filter(|_| mark == MARK) else { return Ok(None) };
    file.seek(SeekFrom::Start(begin))?;
    let mut packed = file.take(length);
    let mut labelled = Vec::new();
    packed.by_ref().take(label().len() as u64).read_to_end(&mut labelled)?;
    Ok((labelled == label().as_bytes()).then_some(packed))
}

fn unpack(packed: impl Read, path: &Path) -> Result<bool, StoreError> {
    Archive::place(path, |file| io::copy(&mut GzDecoder::new(packed), file).map(drop))
}

/// Packs a closed archive into a file that makes a program carry it, once it is added to its end.
pub(crate) fn pack(archive: &Path, into: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(into)?);
    out.write_all(label().as_bytes())?;
    let mut packer = GzEncoder::new(out, Compression::default());
    io::copy(&mut File::open(archive)?, &mut packer)?;
    let mut out = packer.finish()?;
    let length = out.stream_position()?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&MARK)?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::PathBuf;
    use tempfile::TempDir;

    /// A folder, and the bytes of a packed archive with one event.
    fn packed() -> (TempDir, Vec<u8>) {
        let folder = tempfile::tempdir().unwrap();
        let [learned, packed] = ["learned", "packed"].map(|name| folder.path().join(name));
        Archive::open(&learned).unwrap().write(|writer| writer.append_event(&"the peso opened")).unwrap();
        pack(&learned, &packed).unwrap();
        let bytes = fs::read(packed).unwrap();
        (folder, bytes)
    }

    /// A program with this at its end.
    fn program(folder: &TempDir, end: &[u8]) -> PathBuf {
        let program = folder.path().join("program");
        fs::write(&program, [b"a program", end].concat()).unwrap();
        program
    }

    #[test]
    fn a_carried_archive_is_unpacked_once() {
        let (folder, bytes) = packed();
        let (program, archive) = (program(&folder, &bytes), folder.path().join("archive"));
        let unpack = || unpack(carried(&program).unwrap().unwrap(), &archive).unwrap();
        assert!(unpack());
        assert!(!unpack(), "what is there stays");
        let unpacked = Archive::open(&archive).unwrap();
        assert_eq!(unpacked.read().unwrap().event::<String>(1).unwrap().as_deref(), Some("the peso opened"));
    }

    #[test]
    fn a_program_that_ends_otherwise_carries_nothing() {
        let (folder, bytes) = packed();
        let carries = |end: &[u8]| carried(&program(&folder, end)).unwrap().is_some();
        assert!(carries(&bytes));
        assert!(!carries(&[]) && !carries(&bytes[..bytes.len() - 1]));
        let foreign = [b"L", &bytes[1..]].concat();
        assert!(!carries(&foreign), "another engine would have learned it");
        let mut longer = bytes;
        let end = longer.len() - MARK.len();
        longer[end - 1] = 1;
        assert!(!carries(&longer), "longer than the whole file");
    }

    #[test]
    fn a_damaged_archive_is_refused_and_leaves_nothing() {
        let (folder, mut bytes) = packed();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        let archive = folder.path().join("archive");
        assert!(unpack(carried(&program(&folder, &bytes)).unwrap().unwrap(), &archive).is_err());
        assert!(!archive.exists());
    }
}
