//! The envelope around every record: a schema and a checksum before the body.
//!
//! Value = schema (1 byte) ‖ checksum (8 bytes) ‖ body. The checksum is the head of
//! BLAKE3(table ‖ 0 ‖ length of key ‖ key ‖ schema ‖ body), so a flipped byte shows, and so does
//! a record that stands at the wrong key or in the wrong table.

use crate::{StoreError, Table, key};
use serde::{Serialize, de::DeserializeOwned};

/// The schema of every record written today.
const SCHEMA: u8 = 1;
const CHECKSUM: usize = 8;
const HEADER: usize = 1 + CHECKSUM;

/// A record that was verified.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record<'a> {
    /// The key of the record.
    pub(crate) key: &'a [u8],
    /// The body: a row, then a payload.
    pub(crate) body: &'a [u8],
    table: Table,
}

impl<'a> Record<'a> {
    /// The record in `value`, if it is what was written at `key` of `table`.
    pub(crate) fn verify(table: Table, key: &'a [u8], value: &'a [u8]) -> Result<Self, StoreError> {
        let Some((header, body)) = value.split_first_chunk::<HEADER>() else {
            return Err(StoreError::corrupt(table, key));
        };
        let [schema, stored @ ..] = *header;
        if stored != checksum(table, key, schema, body) {
            return Err(StoreError::corrupt(table, key));
        }
        if schema != SCHEMA {
            let key = table.key_text(key);
            return Err(StoreError::Schema { table, key, found: schema, allowed: SCHEMA });
        }
        Ok(Self { key, body, table })
    }

    /// The number at the end of the key.
    pub(crate) fn number(&self) -> Result<u64, StoreError> {
        key::number_of(self.key).ok_or_else(|| StoreError::corrupt(self.table, self.key))
    }

    /// The row, where nothing else is in the body.
    pub(crate) fn row<T: DeserializeOwned>(&self) -> Result<T, StoreError> {
        match self.row_and_payload()? {
            (row, []) => Ok(row),
            _ => Err(self.decode_error(postcard::Error::DeserializeBadEncoding)),
        }
    }

    /// The row, and the payload after it.
    pub(crate) fn row_and_payload<T: DeserializeOwned>(&self) -> Result<(T, &'a [u8]), StoreError> {
        postcard::take_from_bytes(self.body).map_err(|source| self.decode_error(source))
    }

    fn decode_error(&self, source: postcard::Error) -> StoreError {
        StoreError::Decode { table: self.table, key: self.table.key_text(self.key), source }
    }
}

/// Builds the values of records, in one buffer for all.
#[derive(Debug, Default)]
pub(crate) struct Sealer {
    buffer: Vec<u8>,
}

impl Sealer {
    /// The value that holds `row` and `payload` at `key` of `table`.
    pub(crate) fn seal<T: Serialize + ?Sized>(
        &mut self,
        table: Table,
        key: &[u8],
        row: &T,
        payload: &[u8],
    ) -> Result<&[u8], StoreError> {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        buffer.resize(HEADER, 0);
        self.buffer = postcard::to_extend(row, buffer).map_err(|source| StoreError::Encode {
            table,
            key: table.key_text(key),
            source,
        })?;
        self.buffer.extend_from_slice(payload);
        let sum = checksum(table, key, SCHEMA, &self.buffer[HEADER..]);
        self.buffer[0] = SCHEMA;
        self.buffer[1..HEADER].copy_from_slice(&sum);
        Ok(&self.buffer)
    }
}

fn checksum(table: Table, key: &[u8], schema: u8, body: &[u8]) -> [u8; CHECKSUM] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(table.name().as_bytes());
    hasher.update(&[0]);
    hasher.update(&(key.len() as u64).to_le_bytes());
    hasher.update(key);
    hasher.update(&[schema]);
    hasher.update(body);
    let mut sum = [0; CHECKSUM];
    sum.copy_from_slice(&hasher.finalize().as_bytes()[..CHECKSUM]);
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 8] = [0, 0, 0, 0, 0, 0, 0, 7];

    fn sealed() -> Vec<u8> {
        Sealer::default().seal(Table::Events, &KEY, &("peso", 17_u32), &[]).unwrap().to_vec()
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let value = sealed();
        let record = Record::verify(Table::Events, &KEY, &value).unwrap();
        assert_eq!(record.row::<(String, u32)>().unwrap(), ("peso".to_owned(), 17));
    }

    #[test]
    fn every_flipped_bit_is_found() {
        let value = sealed();
        for bit in 0..8 * value.len() {
            let mut flipped = value.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let error = Record::verify(Table::Events, &KEY, &flipped).unwrap_err();
            assert!(matches!(error, StoreError::Corrupt { table: Table::Events, .. }), "{error}");
        }
    }

    #[test]
    fn a_record_in_the_wrong_place_or_cut_short_is_found() {
        let value = sealed();
        assert!(Record::verify(Table::Outcomes, &KEY, &value).is_err());
        assert!(Record::verify(Table::Events, &[8], &value).is_err());
        for length in 0..value.len() {
            assert!(Record::verify(Table::Events, &KEY, &value[..length]).is_err());
        }
    }

    #[test]
    fn a_later_schema_is_named() {
        let mut value = sealed();
        value[0] = 9;
        let sum = checksum(Table::Events, &KEY, 9, &value[HEADER..]);
        value[1..HEADER].copy_from_slice(&sum);
        let error = Record::verify(Table::Events, &KEY, &value).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the record 7 of table events has schema 9, this program reads up to 1"
        );
    }

    #[test]
    fn a_row_of_another_type_is_an_error() {
        let value = sealed();
        let record = Record::verify(Table::Events, &KEY, &value).unwrap();
        assert!(matches!(record.row::<u8>(), Err(StoreError::Decode { .. })));
    }
}
