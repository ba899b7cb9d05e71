//! A folder that files are dropped in: CSV or Parquet, each taken in once it is whole.
//!
//! The files stay where they are, and nothing is written beside them: what was taken in is known by its BLAKE3 hash. A file is
//! whole once its length and the time of its last change were the same at two looks. Looking beats being told: a
//! network drive tells nobody what others write to it.

use crate::feed::failed::SourceError;
use crate::feed::payload::PAYLOAD_MAX_BYTES;
use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A folder, and how often it is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// The time between two looks.
    pub every: Duration,
}

/// In which form a file is, as its name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Csv,
    Parquet,
}

/// A file that was read.
#[derive(Debug)]
pub(super) struct Dropped {
    pub(super) form: Form,
    pub(super) bytes: Vec<u8>,
}

/// What tells a file from what it was before.
type Mark = (u64, Option<SystemTime>);

/// What was seen in a folder so far.
#[derive(Debug, Clone, Default)]
pub struct Looked(BTreeMap<PathBuf, Seen>);

#[derive(Debug, Clone, Copy)]
struct Seen {
    mark: Mark,
    is_given: bool,
    tries: u32,
}

/// How often a file is given that could not be taken in: a network drive has its moments.
const TRIES: u32 = 3;

impl Looked {
    /// Lets a file that could not be taken in be given again, some times.
    pub fn again(&mut self, path: &Path) {
        if let Some(seen) = self.0.get_mut(path) {
            seen.tries += 1;
            seen.is_given = seen.tries >= TRIES;
        }
    }
}

impl Folder {
    /// The files that have become whole since the last look, by name; each is given once until it changes.
    pub async fn look(&self, looked: &mut Looked) -> Result<Vec<PathBuf>, SourceError> {
        let listed = self.list().await?;
        let mut before = std::mem::take(&mut looked.0);
        let mut whole = Vec::new();
        for (path, mark) in listed {
            let seen = before.remove(&path).filter(|seen| seen.mark == mark);
            if seen.is_some_and(|seen| !seen.is_given) {
                whole.push(path.clone());
            }
            let tries = seen.map_or(0, |seen| seen.tries);
            looked.0.insert(path, Seen { mark, is_given: seen.is_some(), tries });
        }
        Ok(whole)
    }

    /// All files that are whole, by name. Where one was changed of late, a second look tells.
    pub(super) async fn files(&self) -> Result<Vec<PathBuf>, SourceError> {
        let mut listed = self.list().await?;
        let is_settled = |(_, changed): &Mark| {
            changed.and_then(|at| at.elapsed().ok()).is_some_and(|age| age > self.every)
        };
        if !listed.iter().all(|(_, mark)| is_settled(mark)) {
            tokio::time::sleep(self.every).await;
            let again = self.list().await?;
            listed.retain(|file| again.contains(file));
        }
        Ok(listed.into_iter().map(|(path, _)| path).collect())
    }

    async fn list(&self) -> Result<Vec<(PathBuf, Mark)>, SourceError> {
        let path = self.path.clone();
        let listed = tokio::task::spawn_blocking(move || list(&path)).await;
        let failed = |source| SourceError::File { path: self.path.clone(), source };
        listed.map_err(io::Error::from).flatten().map_err(failed)
    }
}

/// Reads a file, unless somebody writes to it meanwhile.
pub(super) async fn read(path: &Path) -> Result<Dropped, SourceError> {
    let failed = |source| SourceError::File { path: path.to_owned(), source };
    let no_form = || failed(io::Error::other("its name must end in .csv or .parquet"));
    let form = form(path).ok_or_else(no_form)?;
    let owned = path.to_owned();
    let read = tokio::task::spawn_blocking(move || read_whole(&owned)).await;
    let bytes = read.map_err(io::Error::from).flatten().map_err(failed)?;
    let bytes = bytes.ok_or_else(|| SourceError::Growing { path: path.to_owned() })?;
    if bytes.len() > PAYLOAD_MAX_BYTES {
        let origin = path.display().to_string();
        return Err(SourceError::TooLarge { origin, limit: PAYLOAD_MAX_BYTES });
    }
    Ok(Dropped { form, bytes })
}

/// The form of a file by its name; none for what is none of ours, hidden, or not finished by whoever copies it.
fn form(path: &Path) -> Option<Form> {
    let name = path.file_name()?.to_str()?;
    if name.starts_with(['.', '~']) {
        return None;
    }
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "csv" => Some(Form::Csv),
        "parquet" => Some(Form::Parquet),
        _ => None,
    }
}

fn list(folder: &Path) -> io::Result<Vec<(PathBuf, Mark)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        // What has gone since the folder was listed is no file of it. Neither is a link: who may write here could show us what he may
        // not read.
        let Some(metadata) = fs::symlink_metadata(&path).ok().filter(Metadata::is_file) else { continue };
        if form(&path).is_some() {
            files.push((path, mark(&metadata)));
        }
    }
    files.sort_unstable();
    Ok(files)
}

/// The bytes of a file, but no more than one above what is allowed; none if it changes while it is read.
fn read_whole(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let (named, file) = (fs::symlink_metadata(path)?, File::open(path)?);
    let before = file.metadata()?;
    if (named.dev(), named.ino()) != (before.dev(), before.ino()) {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    (&file).take(PAYLOAD_MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    Ok((mark(&file.metadata()?) == mark(&before)).then_some(bytes))
}

fn mark(metadata: &Metadata) -> Mark {
    (metadata.len(), metadata.modified().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn look(folder: &Folder, looked: &mut Looked) -> Vec<String> {
        let files = folder.look(looked).await.unwrap();
        files.iter().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect()
    }

    #[tokio::test]
    async fn a_file_is_given_once_it_is_whole_and_again_when_it_changes() {
        let place = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(place.path().join(name), text).unwrap();
        let folder = Folder { path: place.path().to_owned(), every: Duration::from_secs(10) };
        let mut looked = Looked::default();
        for name in ["b.csv", "a.PARQUET", ".c.csv", "~d.csv", "e.csv.part", "f.txt"] {
            write(name, "one");
        }
        std::os::unix::fs::symlink("/etc/hostname", place.path().join("g.csv")).unwrap();
        assert!(look(&folder, &mut looked).await.is_empty(), "nobody knows whether they are whole");
        write("b.csv", "one and more");
        assert_eq!(look(&folder, &mut looked).await, ["a.PARQUET"]);
        assert_eq!(look(&folder, &mut looked).await, ["b.csv"]);
        assert!(look(&folder, &mut looked).await.is_empty(), "each was given");
        looked.again(&place.path().join("b.csv"));
        assert_eq!(look(&folder, &mut looked).await, ["b.csv"], "it could not be taken in");
        write("a.PARQUET", "two, longer");
        fs::remove_file(place.path().join("b.csv")).unwrap();
        assert!(look(&folder, &mut looked).await.is_empty());
        assert_eq!(look(&folder, &mut looked).await, ["a.PARQUET"]);
    }

    #[tokio::test]
    async fn a_folder_that_is_not_there_is_said() {
        let folder = Folder { path: "/nowhere/at/all".into(), every: Duration::from_secs(10) };
        let error = folder.files().await.unwrap_err();
        assert_eq!(error.to_string(), "/nowhere/at/all could not be read");
    }
}
