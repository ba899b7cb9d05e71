//! The secrets that webhooks share with us.

use super::private::{self, PrivateError};
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// The file of the secrets in the data folder. They are not in the archive, which is copied around.
pub(crate) const FILE: &str = "webhooks.toml";

/// The secret of a webhook, if it has one. A file that is no such table holds none: no signature is right then.
pub(crate) fn secret(folder: &Path, name: &str) -> Result<Option<String>, PrivateError> {
    let text = private::read(&folder.join(FILE))?.unwrap_or_default();
    Ok(secrets(&text).ok().and_then(|mut secrets| secrets.remove(name)))
}

/// Keeps the secret of a webhook, in place of the one that it had.
pub(crate) fn keep(folder: &Path, name: &str, secret: &str) -> Result<(), PrivateError> {
    private::update(&folder.join(FILE), |text| {
        let mut secrets = secrets(text)?;
        secrets.insert(name.to_owned(), secret.to_owned());
        let lines: Vec<String> =
            secrets.iter().map(|(name, secret)| format!("\"{name}\" = \"{secret}\"\n")).collect();
        Ok(lines.concat())
    })
}

/// The reader's own error may quote a secret.
fn secrets(text: &str) -> io::Result<BTreeMap<String, String>> {
    toml::from_str(text).map_err(|_| io::Error::other("each line must be \"name\" = \"secret\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_kept_apart_by_name() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(secret(folder.path(), "core").unwrap(), None);
        for (name, text) in [("core", "pdt_1"), ("a.b-c_d", "pdt_2"), ("core", "pdt_3")] {
            keep(folder.path(), name, text).unwrap();
        }
        assert_eq!(secret(folder.path(), "core").unwrap().as_deref(), Some("pdt_3"));
        assert_eq!(secret(folder.path(), "a.b-c_d").unwrap().as_deref(), Some("pdt_2"));
        private::update(&folder.path().join(FILE), |text| Ok(format!("{text}broken"))).unwrap();
        assert!(keep(folder.path(), "core", "pdt_4").is_err(), "the other secrets are not lost");
        assert_eq!(secret(folder.path(), "core").unwrap(), None);
    }
}
