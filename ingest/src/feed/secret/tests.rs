//! Tests of tokens: where they come from, what they may be, and that nothing shows them.

use super::*;

const TOKEN: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// A file with `content` that has the permissions `mode`.
#[cfg(unix)]
fn file(content: &str, mode: u32) -> tempfile::NamedTempFile {
    use std::os::unix::fs::PermissionsExt;
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), content).unwrap();
    std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(mode)).unwrap();
    file
}

#[test]
fn nothing_shows_a_token() {
    let secret = Secret::try_from(TOKEN).unwrap();
    assert_eq!(secret.expose(), TOKEN);
    assert_eq!(format!("{secret:?} {:#?}", Some(&secret)), "Secret(…) Some(\n    Secret(…),\n)");
    assert_eq!(secret.redact(&format!("{TOKEN} and a{TOKEN}b")), "… and a…b");
}

#[test]
fn a_token_is_trimmed_and_must_be_visible_ascii() {
    assert_eq!(Secret::try_from(" abc\n").unwrap().expose(), "abc");
    assert!(matches!(Secret::try_from(" \n"), Err(SecretError::Empty)));
    assert!(matches!(Secret::try_from("a".repeat(513)), Err(SecretError::Length)));
    for text in ["two words", "line\nbreak", "contraseña"] {
        let error = Secret::try_from(text).unwrap_err();
        assert!(matches!(error, SecretError::Characters));
        assert!(!format!("{error} {error:?}").contains(text));
    }
}

#[test]
#[cfg(unix)]
fn a_file_must_belong_to_its_owner_alone() {
    assert_eq!(Secret::from_file(file("abc\n", 0o600).path()).unwrap().expose(), "abc");
    assert_eq!(Secret::from_file(file("abc", 0o400).path()).unwrap().expose(), "abc");
    for mode in [0o640, 0o604, 0o644, 0o620] {
        let error = Secret::from_file(file("abc", mode).path()).unwrap_err();
        assert!(matches!(error, SecretError::Shared { mode: found, .. } if found == mode), "{error}");
        assert!(error.to_string().ends_with(&format!("(mode 600), got mode {mode:o}")), "{error}");
    }
}

#[test]
#[cfg(unix)]
fn a_file_that_holds_no_token_is_not_quoted() {
    let error = Secret::from_file(file("abc def", 0o600).path()).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("abc"), "{error:?}");
    let missing = Secret::from_file(Path::new("/nonexistent/token"));
    assert!(matches!(missing, Err(SecretError::File { .. })));
    assert!(matches!(Secret::from_file(file(&"a".repeat(4000), 0o600).path()), Err(SecretError::Length)));
}

#[test]
fn the_environment_is_asked_by_name() {
    // Cargo sets this variable for tests; the environment cannot be written without `unsafe`.
    let secret = Secret::from_env_or_file("CARGO_PKG_NAME").unwrap().unwrap();
    assert_eq!(secret.expose(), env!("CARGO_PKG_NAME"));
    assert!(Secret::from_env_or_file("PARIDAD_NO_SUCH_VARIABLE").unwrap().is_none());
    let error = Secret::from_env_or_file("CARGO_PKG_DESCRIPTION").unwrap_err();
    assert_eq!(error.to_string(), "the variable CARGO_PKG_DESCRIPTION gives no token");
    assert!(!format!("{error:?}").contains("Sources"), "{error:?}");
}
