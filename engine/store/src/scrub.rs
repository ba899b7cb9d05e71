//! The scrub: a walk over every record, which lists all that is damaged.

use crate::reader::content;
use crate::record::Record;
use crate::runs::Step;
use crate::{
    AdmittedRow, Archive, AuditRow, BatchRow, DecisionRow, ExclusionRow, Hash, HeldRow, KeyRow,
    ObservationRow, PrecedentRow, ProofRow, RawRow, Reader, RequestRow, StoreError, Table, TokenRow,
    VersionRow, index,
};
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a scrub found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScrubReport {
    /// How many records were read in each table.
    pub counts: BTreeMap<Table, u64>,
    /// All that is damaged.
    pub faults: Vec<Fault>,
    /// The hash of the last audit entry: kept elsewhere, it shows a trail that was cut short.
    pub audit_head: Option<Hash>,
}

/// A damaged record, or a damaged table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The table.
    pub table: Table,
    /// The key of the record, as text; nothing if the table itself is damaged.
    pub key: Option<String>,
    /// What is wrong.
    pub reason: String,
}

impl ScrubReport {
    /// Whether nothing is damaged.
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.key {
            Some(key) => write!(f, "record {key} of table {}: {}", self.table, self.reason),
            None => write!(f, "table {}: {}", self.table, self.reason),
        }
    }
}

impl Archive {
    /// Reads and verifies every record, payload and part, and the chain of the audit trail.
    ///
    /// Whether the parts of each version are all there is for the caller to ask: only the engine
    /// knows what a snapshot refers to.
    pub fn scrub(&self) -> Result<ScrubReport, StoreError> {
        self.read()?.scrub(&mut || true)
    }
}

impl Reader {
    /// Reads and verifies all that this view shows, as long as one may go on.
    pub fn scrub(&self, go_on: &mut dyn FnMut() -> bool) -> Result<ScrubReport, StoreError> {
        let mut walk = Walk::default();
        let mut may_go_on = true;
        for table in Table::ALL {
            // redb panics where its own pages are damaged; the other tables may still be sound.
            let walked = catch_unwind(AssertUnwindSafe(|| {
                walk.table(self, table, &mut || {
                    may_go_on = may_go_on && go_on();
                    may_go_on
                });
            }));
            if !may_go_on {
                return Err(StoreError::Interrupted);
            }
            if walked.is_err() {
                walk.fault(table, None, "its pages are damaged".to_owned());
            }
        }
        Ok(walk.compared(self))
    }
}
#[derive(Debug, Default)]
struct Walk {
    report: ScrubReport,
    last_audit: Option<AuditRow>,
}

impl Walk {
    /// What was found, after the indexes are compared with what they list.
    fn compared(mut self, reader: &Reader) -> ScrubReport {
        for index in Table::INDEXES {
            let agrees = AssertUnwindSafe(|| self.index(reader, index));
            // What is damaged of what it lists is named already.
            if !catch_unwind(agrees).is_ok_and(|agrees| agrees.is_ok()) && self.report.faults.is_empty() {
                self.fault(index, None, "it cannot be compared with what it lists".to_owned());
            }
        }
        self.report.audit_head = self.last_audit.map(|row| row.hash);
        self.report
    }

    fn table(&mut self, reader: &Reader, table: Table, go_on: &mut dyn FnMut() -> bool) {
        let mut count = 0;
        let mut before: Option<Vec<u8>> = None;
        let walked = reader.walk(table, |key, value| {
            if !go_on() {
                return Err(StoreError::Interrupted);
            }
            count += 1;
            if before.replace(key.to_vec()).is_some_and(|before| *before >= *key) {
                self.fault(table, Some(key), "it is out of order".to_owned());
            }
            if let Err(error) = self.record(table, key, value) {
                self.fault(table, Some(key), chain(&error));
            }
            if !reader.has(table, key)? {
                self.fault(table, Some(key), "it is not found by its key".to_owned());
            }
            Ok(())
        });
        if let Err(error) = walked {
            self.fault(table, None, chain(&error));
        }
        match reader.count(table) {
            Ok(stated) if stated == count => {}
            Ok(stated) => self.fault(table, None, format!("it has {count} records, not {stated}")),
            Err(error) => self.fault(table, None, chain(&error)),
        }
        self.report.counts.insert(table, count);
    }

    fn record(&mut self, table: Table, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        let record = Record::verify(table, key, value)?;
        match table {
            // What events, forecasts, outcomes and profiles are is for others to say.
            Table::Events | Table::Forecasts | Table::Outcomes | Table::Profiles => {}
            Table::Meta => drop(record.row::<u32>()?),
            Table::Raw => drop(content(table, key, record.row_and_payload::<RawRow>()?.1)?),
            Table::Parts => drop(content(table, key, record.body)?),
            Table::Batches => drop(record.row::<BatchRow>()?),
            Table::Observations => drop(record.row::<ObservationRow>()?),
            Table::Versions => drop(record.row::<VersionRow>()?),
            Table::Audit => self.audit(key, record.row()?),
            Table::Held => drop(record.row::<HeldRow>()?),
            Table::Decisions => drop(record.row::<DecisionRow>()?),
            Table::Runs => drop(record.row::<Step>()?),
            Table::Exclusions => drop(record.row::<ExclusionRow>()?),
            Table::Tokens => drop(record.row::<TokenRow>()?),
            Table::Keys => drop(record.row::<KeyRow>()?),
            Table::Precedents => drop(record.row::<PrecedentRow>()?),
            Table::Admitted => drop(record.row::<AdmittedRow>()?),
            Table::Requests => drop(record.row::<RequestRow>()?),
            Table::Proofs => {
                record.row::<ProofRow>()?;
            }
            Table::Files
            | Table::HeldValues
            | Table::Waiting
            | Table::DoneRuns
            | Table::Marks
            | Table::HeldIn
            | Table::HeldGroups => record.row::<()>()?,
        }
        Ok(())
    }

    /// Compares an index with what it lists. Before there was an index, there is nothing to compare.
    fn index(&mut self, reader: &Reader, index: Table) -> Result<(), StoreError> {
        if reader.is_older_than(index)? {
            return Ok(());
        }
        let mut expected = index::keys(reader, index)?;
        reader.walk(index, |key, _| {
            if !expected.remove(key) {
                self.fault(index, Some(key), "it lists what is not so".to_owned());
            }
            Ok(())
        })?;
        for key in expected {
            self.fault(index, Some(&key), "it is missing".to_owned());
        }
        Ok(())
    }

    fn audit(&mut self, key: &[u8], row: AuditRow) {
        if !row.follows(self.last_audit.as_ref()) {
            self.fault(Table::Audit, Some(key), "it does not follow the entry before".to_owned());
        }
        self.last_audit = Some(row);
    }

    fn fault(&mut self, table: Table, key: Option<&[u8]>, reason: String) {
        let key = key.map(|key| table.key_text(key));
        self.report.faults.push(Fault { table, key, reason });
    }
}

/// An error with all its causes, in one line.
fn chain(error: &StoreError) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::Memory;
    use crate::record::Sealer;
    use crate::{format, key};
    use chrono::DateTime;
    use redb::{Database, ReadableDatabase};

    fn entry(before: Option<&AuditRow>, detail: &str) -> AuditRow {
        let mut row = AuditRow {
            seq: before.map_or(1, |before| before.seq + 1),
            at: DateTime::UNIX_EPOCH,
            actor: "ana".to_owned(),
            action: "promote".to_owned(),
            detail: detail.to_owned(),
            previous: before.map_or(AuditRow::ORIGIN.into(), |before| before.hash),
            hash: AuditRow::ORIGIN.into(),
        };
        row.hash = row.digest();
        row
    }

    /// The faults of an archive with these entries, each with a checksum that is right.
    fn faults_of(trail: &[AuditRow]) -> Vec<String> {
        let database = Database::builder().create_with_backend(Memory::default()).unwrap();
        let transaction = database.begin_write().unwrap();
        format::initialise(&transaction).unwrap();
        let mut table = transaction.open_table(Table::Audit.definition()).unwrap();
        for row in trail {
            let (key, mut sealer) = (key::number(row.seq), Sealer::default());
            let value = sealer.seal(Table::Audit, &key, row, &[]).unwrap();
            table.insert(&key[..], value).unwrap();
        }
        drop(table);
        transaction.commit().unwrap();
        let report = Reader::new(database.begin_read().unwrap()).scrub(&mut || true).unwrap();
        report.faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_forged_audit_entry_breaks_the_chain() {
        let first = entry(None, "a");
        let second = entry(Some(&first), "b");
        let third = entry(Some(&second), "c");
        assert!(faults_of(&[first.clone(), second.clone(), third.clone()]).is_empty());

        let forged = entry(Some(&first), "another b");
        let broken = "record 3 of table audit: it does not follow the entry before";
        assert_eq!(faults_of(&[first.clone(), forged, third.clone()]), [broken]);
        assert_eq!(faults_of(&[first, third]), [broken]);
    }
}
