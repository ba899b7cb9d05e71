//! Columns that are declared personal: hashed or dropped before anything of a file is kept.

use ::csv::{ReaderBuilder, StringRecord, Trim, WriterBuilder};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;

/// The columns that are read. They are what is kept, so none of them can be personal.
const READ: [&str; 4] = ["series", "period", "value", "known_at"];

/// How many hexadecimal digits of a hash are kept: 128 bits, so that no two values meet.
const DIGITS: usize = 32;

/// What is declared personal:
///
/// ```
/// let declared = paridad_ingest::feed::personal::Personal::parse("[columns]\nrfc = 'hash'\nname = 'drop'")?;
/// let key = paridad_ingest::feed::personal::Key::from([7; 32]);
/// let kept = declared.protect(b"series,period,value,name\nflow,2026-11-20,1,Ana\n", &key)?;
/// assert_eq!(kept, b"series,period,value\nflow,2026-11-20,1\n");
/// # Ok::<(), paridad_ingest::feed::personal::PersonalError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Personal {
    /// What becomes of each column, by its name in lower case.
    columns: BTreeMap<String, Fate>,
}

/// What becomes of a personal column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Fate {
    /// Each value is replaced by its keyed hash: equal values stay equal, and nobody without the key can try values out.
    Hash,
    /// The column is left out.
    Drop,
}

/// The key of the hashes. Its `Debug` is blank.
#[derive(Clone)]
pub struct Key([u8; 32]);

/// Why a declaration, or a file under one, cannot be used; never says what the file holds.
#[derive(Debug, thiserror::Error)]
pub enum PersonalError {
    /// The declaration is no such table.
    #[error("must be a table [columns] with a column = \"hash\" or \"drop\" in each line")]
    Form(#[from] toml::de::Error),
    /// A column that is read cannot be personal.
    #[error("the column {column} cannot be personal: it is what is kept")]
    Read {
        /// The column.
        column: String,
    },
    /// Two lines declare one column.
    #[error("the column {column} is declared twice: letter case does not matter")]
    Twice {
        /// The column.
        column: String,
    },
    /// The file is no text.
    #[error("text must be UTF-8, byte {byte} is not")]
    Encoding {
        /// The place of the first byte that is wrong.
        byte: usize,
    },
    /// Without names nobody can tell which column is personal.
    #[error("the first line must name the columns series, period and value")]
    Header,
    /// A line with more or fewer fields could have a personal one anywhere.
    #[error("line {line} must have {expected} fields like the first one, got {found}")]
    Fields {
        /// The line, counted from 1.
        line: u64,
        /// The fields of the first line.
        expected: u64,
        /// The fields of this line.
        found: u64,
    },
    /// A line cannot be read.
    #[error("line {line} is no CSV")]
    Line {
        /// The line, counted from 1.
        line: u64,
    },
}

impl Personal {
    /// Reads a declaration.
    pub fn parse(text: &str) -> Result<Self, PersonalError> {
        let declared: Self = toml::from_str(text)?;
        let mut columns = BTreeMap::new();
        for (column, fate) in declared.columns {
            let column = folded(&column);
            if READ.contains(&column.as_str()) {
                return Err(PersonalError::Read { column });
            }
            if columns.insert(column.clone(), fate).is_some() {
                return Err(PersonalError::Twice { column });
            }
        }
        Ok(Self { columns })
    }

    /// Whether nothing is declared.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The CSV `bytes` without anything personal; the very bytes where nothing is declared.
    ///
    /// Where it is not certain which field is in which column, the whole is refused.
    pub fn protect(&self, bytes: &[u8], key: &Key) -> Result<Vec<u8>, PersonalError> {
        if self.is_empty() {
            return Ok(bytes.to_vec());
        }
        let text =
            str::from_utf8(bytes).map_err(|error| PersonalError::Encoding { byte: error.valid_up_to() })?;
        let mut reader =
            ReaderBuilder::new().trim(Trim::All).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let header = reader.headers().map_err(|error| line_error(&error))?.clone();
        let has = |name: &&str| header.iter().any(|column| folded(column) == **name);
        if !READ[..3].iter().all(has) {
            return Err(PersonalError::Header);
        }
        let fates: Vec<(String, Option<Fate>)> = header
            .iter()
            .map(|column| (folded(column), self.columns.get(&folded(column)).copied()))
            .collect();
        let mut writer = WriterBuilder::new().from_writer(Vec::with_capacity(bytes.len()));
        let names: StringRecord = header
            .iter()
            .zip(&fates)
            .filter(|(_, (_, fate))| *fate != Some(Fate::Drop))
            .map(|(name, _)| name)
            .collect();
        writer.write_record(&names).map_err(|error| line_error(&error))?;
        for record in reader.records() {
            let record = record.map_err(|error| line_error(&error))?;
            writer.write_record(&protected(&record, &fates, key)).map_err(|error| line_error(&error))?;
        }
        writer.into_inner().map_err(|_| PersonalError::Line { line: 0 })
    }
}

/// The fields of a line that are kept, in the form in which they are.
fn protected(record: &StringRecord, fates: &[(String, Option<Fate>)], key: &Key) -> StringRecord {
    let mut kept = StringRecord::new();
    for (field, (column, fate)) in record.iter().zip(fates) {
        match fate {
            None => kept.push_field(field),
            Some(Fate::Hash) => kept.push_field(&key.hash(column, field)),
            Some(Fate::Drop) => {}
        }
    }
    kept
}

impl Key {
    /// The hash of a column's value; of none where there is none.
    fn hash(&self, column: &str, value: &str) -> String {
        if value.is_empty() {
            return String::new();
        }
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        // No name of a column has a zero in it that a value could continue.
        hasher.update(column.replace('\0', "").as_bytes()).update(&[0]).update(value.as_bytes());
        let mut digits = hasher.finalize().to_hex().to_string();
        digits.truncate(DIGITS);
        digits
    }
}

impl From<[u8; 32]> for Key {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

/// A name without what readers of CSV pass over: blanks, a mark of the byte order, the case of letters.
fn folded(column: &str) -> String {
    column.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_lowercase()
}

/// What is wrong with a line, without what it holds.
fn line_error(error: &::csv::Error) -> PersonalError {
    let line = error.position().map_or(0, ::csv::Position::line);
    match error.kind() {
        ::csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            PersonalError::Fields { line, expected: *expected_len, found: *len }
        }
        _ => PersonalError::Line { line },
    }
}

#[cfg(test)]
mod tests;
