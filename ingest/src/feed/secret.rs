//! A token that is sent to its source and shown to nobody.

use std::ffi::OsString;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The most characters of a token.
const LENGTH_MAX: usize = 512;

/// A token: visible ASCII characters, so that it may stand in a header or in a path.
///
/// It has no `Display` and its `Debug` is blank, so no log, error or trace can show it by accident.
#[derive(Clone)]
pub struct Secret(String);

/// Why there is no token; never says what was read.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// Nothing, or blanks only.
    #[error("a token must not be empty")]
    Empty,
    /// Longer than any token.
    #[error("a token must have at most {LENGTH_MAX} characters")]
    Length,
    /// A blank inside, a control character, or no ASCII.
    #[error("a token must have visible ASCII characters only")]
    Characters,
    /// Other people on this machine may read the file.
    #[error("{} must be readable by its owner alone (mode 600), got mode {mode:o}", path.display())]
    Shared {
        /// The file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// The file could not be read.
    #[error("{} could not be read", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// What an environment variable holds, or the file that it names, is no token.
    #[error("the variable {variable} gives no token")]
    Variable {
        /// The variable's name.
        variable: String,
        /// What is wrong.
        #[source]
        source: Box<SecretError>,
    },
}

impl Secret {
    /// The token of the environment variable `variable`, or else of the file named by `{variable}_FILE`.
    ///
    /// A variable that is empty counts as absent: that is how container tools write "not set".
    pub fn from_env_or_file(variable: &str) -> Result<Option<Self>, SecretError> {
        let file_variable = format!("{variable}_FILE");
        let named = |variable: &str| {
            let variable = variable.to_owned();
            |source| SecretError::Variable { variable, source: Box::new(source) }
        };
        if let Some(token) = present(std::env::var_os(variable)) {
            // A token that is no Unicode is no ASCII either; the original must not reach the message.
            let token = token.into_string().map_err(|_| SecretError::Characters);
            return token.and_then(Self::try_from).map(Some).map_err(named(variable));
        }
        let path = present(std::env::var_os(&file_variable)).map(PathBuf::from);
        path.map(|path| Self::from_file(&path)).transpose().map_err(named(&file_variable))
    }

    /// The token in the file at `path`, which nobody but its owner may read.
    pub fn from_file(path: &Path) -> Result<Self, SecretError> {
        let file_error = |source| SecretError::File { path: path.to_owned(), source };
        let file = File::open(path).map_err(file_error)?;
        // Asked of the open file: between a look at the path and its opening it could be exchanged.
        let shared = shared_mode(&file).map_err(file_error)?;
        if let Some(mode) = shared {
            return Err(SecretError::Shared { path: path.to_owned(), mode });
        }
        let mut bytes = Vec::new();
        file.take(4 * LENGTH_MAX as u64).read_to_end(&mut bytes).map_err(file_error)?;
        Self::try_from(String::from_utf8(bytes).map_err(|_| SecretError::Characters)?)
    }

    /// The token itself, for the request that sends it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// `text` with `…` in place of the token, for what a source says: it may repeat what it was sent.
    pub(crate) fn redact(&self, text: &str) -> String {
        text.replace(&self.0, "…")
    }
}

impl TryFrom<String> for Secret {
    type Error = SecretError;

    fn try_from(text: String) -> Result<Self, SecretError> {
        let token = text.trim();
        if token.is_empty() {
            Err(SecretError::Empty)
        } else if token.len() > LENGTH_MAX {
            Err(SecretError::Length)
        } else if token.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(token.to_owned()))
        } else {
            Err(SecretError::Characters)
        }
    }
}

impl TryFrom<&str> for Secret {
    type Error = SecretError;

    fn try_from(text: &str) -> Result<Self, SecretError> {
        Self::try_from(text.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

fn present(value: Option<OsString>) -> Option<OsString> {
    value.filter(|value| !value.is_empty())
}

/// The permissions of `file`, if its group or others have any.
#[cfg(unix)]
fn shared_mode(file: &File) -> std::io::Result<Option<u32>> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata()?.permissions().mode() & 0o777;
    Ok((mode & 0o077 != 0).then_some(mode))
}

/// Elsewhere permissions are lists that std cannot read; whoever keeps the file keeps it closed.
#[cfg(not(unix))]
fn shared_mode(_: &File) -> std::io::Result<Option<u32>> {
    Ok(None)
}

#[cfg(test)]
mod tests;
