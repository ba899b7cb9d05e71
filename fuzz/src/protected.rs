//! Personal columns: nothing that is declared is left, and nothing else is lost.

use crate::sane;
use csv::{ReaderBuilder, StringRecord, Trim};
use paridad_ingest::feed::personal::{Key, Personal};
use std::sync::LazyLock;

/// One column of each fate.
static DECLARED: LazyLock<Personal> =
    LazyLock::new(|| Personal::parse("[columns]\nrfc = 'hash'\nname = 'drop'").unwrap_or_default());

/// A file under whatever is declared.
const FILE: &str = "series,period,value,name,rfc\nflow,2026-11-20,1,sint\u{e9}tica,XAXX010101000\n";

/// The digits of a hash.
const DIGITS: usize = 32;

/// A file with personal columns, under a declaration of both fates.
pub fn personal(bytes: &[u8]) {
    assert!(!DECLARED.is_empty(), "the declaration is sound");
    let Some(kept) = sane::twice(|| DECLARED.protect(bytes, &key())) else { return };
    let (given, kept) = (rows(bytes, Trim::All), rows(&kept, Trim::None));
    assert_eq!(given.len(), kept.len(), "no line is lost, and none comes");
    let Some(header) = given.first() else { return };
    let names: Vec<String> = header.iter().map(|name| bare(name).to_lowercase()).collect();
    for (number, (given, kept)) in given.iter().zip(&kept).enumerate() {
        let mut fields = kept.iter();
        for (name, field) in names.iter().zip(given) {
            match name.as_str() {
                "name" => {}
                "rfc" if number > 0 => hashed(field, fields.next()),
                _ if number > 0 => assert_eq!(Some(field), fields.next(), "column {name:?} is kept as it is"),
                _ => assert_eq!(Some(bare(field)), fields.next().map(bare), "a column keeps its name"),
            }
        }
        assert_eq!(fields.next(), None, "a dropped column is left out");
    }
}

/// The text of a declaration, and a file under it.
pub fn personal_declaration(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let Some(declared) = sane::twice(|| Personal::parse(text)) else { return };
    let kept = sane::twice(|| declared.protect(FILE.as_bytes(), &key())).unwrap_or_default();
    let is_kept =
        |field: &str| rows(&kept, Trim::None).iter().any(|row| row.iter().any(|kept| kept == field));
    assert!(
        ["series", "period", "value", "flow", "2026-11-20", "1"].into_iter().all(is_kept),
        "{declared:?}"
    );
}

/// A name without what readers of CSV pass over, at the beginning of a file or of any field.
fn bare(name: &str) -> &str {
    name.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

fn key() -> Key {
    Key::from([7; 32])
}

/// What stands for `field`: nothing for nothing, and digits that do not repeat it.
fn hashed(field: &str, kept: Option<&str>) {
    let is_hash = |kept: &str| kept.len() == DIGITS && kept.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_right =
        |kept: &str| if field.is_empty() { kept.is_empty() } else { is_hash(kept) && kept != field };
    assert!(kept.is_some_and(is_right), "{field:?} must be hashed, got {kept:?}");
}

/// The lines of a file that was taken, the first one included; none where it is no CSV.
fn rows(bytes: &[u8], trim: Trim) -> Vec<StringRecord> {
    let text = str::from_utf8(bytes).unwrap_or_default().trim_start_matches('\u{feff}');
    let mut reader = ReaderBuilder::new().has_headers(false).trim(trim).from_reader(text.as_bytes());
    let rows: Result<Vec<_>, _> = reader.records().collect();
    assert!(rows.is_ok(), "what was taken is CSV: {rows:?}");
    rows.unwrap_or_default()
}
