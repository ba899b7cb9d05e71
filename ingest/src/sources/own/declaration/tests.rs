//! What a declaration may say, and what is said of one that may not.

use super::*;
use crate::feed::http::Http;
use crate::feed::secret::Secret;

const SOUND: &str = r#"
[[postgres]]
name = "treasury"
host = "db.bank.example"
database = "treasury"
user = "paridad"
password_variable = "TREASURY_PASSWORD"
query = "select series, period, value from flows"

[[postgres.expect]]
expect = "figure"
column = "value"
of = "present_share"
min = 0.99

[[endpoint]]
name = "desk"
address = "https://desk.bank.example/rates?from={from}"
token_variable = "DESK_TOKEN"
records = "/data"
columns = { series = "desk.mid", period = "/day" }

[[folder]]
name = "drop"
path = "/srv/paridad/in"
"#;

fn error(from: &str, to: &str) -> String {
    assert!(SOUND.contains(from), "{from}");
    declared(&SOUND.replacen(from, to, 1)).unwrap_err().to_string()
}

#[test]
fn sources_are_declared_with_what_they_must_satisfy_and_without_secrets() {
    let declared = declared(SOUND).unwrap();
    let names: Vec<_> = declared.iter().map(|source| (source.name.as_str(), source.variable())).collect();
    assert_eq!(
        names,
        [("treasury", Some("TREASURY_PASSWORD")), ("desk", Some("DESK_TOKEN")), ("drop", None)]
    );
    assert_eq!(declared[0].expectations.len(), 1);
    let Kind::Folder(folder) = &declared[2].kind else { panic!("{:?}", declared[2].kind) };
    assert_eq!(folder.every.as_secs(), 10);
}

#[test]
fn what_is_wrong_is_named_with_its_line() {
    for (from, to, message) in [
        ("query =", "sql =", "line 8: unknown field `sql`"),
        ("host = \"db.bank.example\"\n", "", "missing field `host`"),
        ("\"treasury\"\nhost", "\"banxico\"\nhost", "line 2: name must not be one of ecb, banxico"),
        ("\"treasury\"\nhost", "\"Treasury\"\nhost", "name must be 1 to 32 of a-z, 0-9, - and _"),
        ("name = \"drop\"", "name = \"desk\"", "line 23: the name \"desk\" must be given once"),
        ("\"/srv/", "\"srv/", "line 23: path must be absolute, got \"srv/paridad/in\""),
        ("path = ", "every_seconds = 0\npath = ", "every_seconds must be between 1 and 3600, got 0"),
        ("user = ", "tls = \"off\"\nuser = ", "tls may be \"off\" for a host on this machine only"),
        ("records = \"/data\"", "records = \"data\"", "records must be a JSON Pointer"),
        ("https://desk", "http://desk", "must begin with https:// unless its host is this machine"),
        ("from={from}", "api_key=1", "\"api_key\" sounds like one"),
        ("https://desk", "https://ana:1@desk", "must hold no user and no password"),
        ("columns = {", "columns = { serie = 1,", "unknown field `serie`"),
        ("column = \"value\"", "colunm = \"value\"", "expect: missing field `column`"),
        ("min = 0.99", "mni = 0.99", "line 2: expect: nobody reads \"mni\""),
    ] {
        let found = error(from, to);
        assert!(found.contains(message), "{to}: {found}");
    }
    assert!(
        !error("https://desk", "https://ana:Sup3r@desk").contains("Sup3r"),
        "what is refused is not repeated"
    );
}

#[test]
fn only_this_machine_is_trusted_without_a_proof() {
    for host in ["localhost", "127.0.0.1", "::1", "/var/run/postgresql"] {
        let text = SOUND.replacen("\"db.bank.example\"", &format!("{host:?}\ntls = \"off\""), 1);
        assert!(declared(&text).is_ok(), "{host}");
    }
    let authority = SOUND.replacen("user = ", "authority = \"/nowhere/ca.pem\"\nuser = ", 1);
    let declaration = declared(&authority).unwrap().remove(0);
    let http = Http::new(crate::feed::http::Limits::default()).unwrap();
    let error = declaration.source(&http, None).unwrap_err().to_string();
    assert_eq!(error, "/nowhere/ca.pem must hold certificates in PEM");
}

#[test]
fn no_secret_is_shown_with_a_source() {
    let http = Http::new(crate::feed::http::Limits::default()).unwrap();
    for declaration in declared(SOUND).unwrap() {
        let secret = Secret::try_from("never-to-be-seen").unwrap();
        let shown = format!("{:?}", declaration.source(&http, Some(secret)).unwrap());
        assert!(!shown.contains("never-to-be-seen") && !shown.contains("110, 101, 118"), "{shown}");
    }
}
