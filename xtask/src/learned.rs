//! The archive that the server is shipped with: learned from the bundled history once for each state of what leads to it.

use crate::workspace::{Workspace, run};
use anyhow::Context;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Everything that the learned archive depends on.
const SOURCES: [&str; 9] = [
    "Cargo.lock",
    "Cargo.toml",
    "data/eurofxref-hist.csv.gz",
    "data/events.csv",
    "engine",
    "ingest",
    "web/src/conductor",
    "web/src/setup/bundled.rs",
    "web/src/view/forecast_record.rs",
];

/// Makes the compiled server carry the archive, which it learns itself unless one from the same sources is there.
pub(crate) fn ensure(workspace: &Workspace) -> anyhow::Result<()> {
    let (archive, mark) = (archive(workspace), workspace.target.join("learned").join("sources.blake3"));
    let sources = sources(workspace)?;
    if archive.exists() && fs::read_to_string(&mark).is_ok_and(|marked| marked == sources) {
        eprintln!("it has been learned already: {}", archive.display());
    } else {
        fs::create_dir_all(workspace.target.join("learned"))?;
        run(Command::new(workspace.server()).args(["learn", "--into"]).arg(&archive))?;
        fs::write(mark, sources)?;
    }
    add_to_server(workspace, &archive)
}

/// Adds the archive to the end of the server's file: of a copy, for cargo keeps the file itself under another name too.
fn add_to_server(workspace: &Workspace, archive: &Path) -> anyhow::Result<()> {
    let whole = archive.with_file_name("server");
    fs::copy(workspace.server(), &whole)?;
    io::copy(&mut File::open(archive)?, &mut OpenOptions::new().append(true).open(&whole)?)?;
    Ok(fs::rename(whole, workspace.server())?)
}

fn archive(workspace: &Workspace) -> PathBuf {
    workspace.target.join("learned").join("archive.gz")
}

/// The hash of everything that the archive depends on.
fn sources(workspace: &Workspace) -> anyhow::Result<String> {
    let mut hasher = blake3::Hasher::new();
    for source in SOURCES {
        add(&mut hasher, &workspace.root, Path::new(source))?;
    }
    Ok(hasher.finalize().to_string())
}

/// Adds a file, or all files below a folder in the order of their names.
fn add(hasher: &mut blake3::Hasher, root: &Path, path: &Path) -> anyhow::Result<()> {
    let full = root.join(path);
    if full.is_dir() {
        let entries = fs::read_dir(&full)?.map(|entry| Ok(path.join(entry?.file_name())));
        let mut entries = entries.collect::<io::Result<Vec<_>>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| add(hasher, root, entry));
    }
    let bytes = fs::read(&full).with_context(|| format!("{} could not be read", full.display()))?;
    hasher.update(path.to_string_lossy().as_bytes());
    hasher.update(&[0]);
    hasher.update(blake3::hash(&bytes).as_bytes());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_depends_on_is_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        assert!(SOURCES.iter().all(|source| root.join(source).exists()));
    }

    #[test]
    fn another_name_and_another_content_give_another_hash() {
        let folder = tempfile::tempdir().unwrap();
        let hash = || {
            let mut hasher = blake3::Hasher::new();
            add(&mut hasher, folder.path(), Path::new("engine")).unwrap();
            hasher.finalize()
        };
        let [one, two] = ["engine/one.rs", "engine/two.rs"].map(|name| folder.path().join(name));
        fs::create_dir(folder.path().join("engine")).unwrap();
        fs::write(&one, "a").unwrap();
        let first = hash();
        assert_eq!(first, hash());
        fs::write(&one, "b").unwrap();
        assert_ne!(first, hash());
        fs::write(&one, "a").unwrap();
        fs::rename(&one, &two).unwrap();
        assert_ne!(first, hash());
    }
}
