//! What is held in groups, which are the values of one batch that failed the same rule: a batch with a great many of them is
//! one line among others. Each group knows how many it has, so that nothing is counted when it is asked for.

use crate::{HeldRow, Reader, StoreError, Table, Writer, key};
use paridad_engine::data::series::SeriesId;
use redb::ReadableTable;
use std::collections::BTreeMap;
use std::ops::Bound;

/// The held values of one batch that failed the same rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldGroup {
    /// The batch.
    pub batch: u64,
    /// The rule.
    pub rule: String,
    /// How many values it has, decided or not.
    pub held: u64,
    /// How many of them wait for a person.
    pub waiting: u64,
}

/// Whether a held value, or any of a group, waits for a person. Its place in this list is what is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldState {
    /// All that there is to decide is decided.
    Decided,
    /// It waits.
    Waiting,
}

/// Where held values are looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldIn<'a> {
    /// In a group.
    Group {
        /// Its batch.
        batch: u64,
        /// Its rule.
        rule: &'a str,
    },
    /// In a series.
    Series(&'a SeriesId),
}

impl<'a> HeldIn<'a> {
    /// Where a value is looked up.
    fn places(row: &'a HeldRow) -> [Self; 2] {
        [Self::Group { batch: row.batch, rule: &row.rule }, Self::Series(&row.observation.series)]
    }

    /// What its keys begin with.
    fn prefix(self, state: HeldState) -> Vec<u8> {
        match self {
            Self::Group { batch, rule } => {
                key::held_in(&[b"b", &key::number(batch), rule.as_bytes()], state as u8)
            }
            Self::Series(series) => key::held_in(&[b"s", series.as_str().as_bytes()], state as u8),
        }
    }
}

impl HeldGroup {
    fn key(&self) -> Vec<u8> {
        key::held_group(self.state() as u8, (self.batch, &self.rule), [self.held, self.waiting])
    }

    /// Whether any of it waits.
    pub fn state(&self) -> HeldState {
        if self.waiting > 0 { HeldState::Waiting } else { HeldState::Decided }
    }

    fn of_key(key: &[u8]) -> Result<Self, StoreError> {
        let parts = key::held_group_of(key).ok_or_else(|| StoreError::corrupt(Table::HeldGroups, key))?;
        let (batch, rule, [held, waiting]) = parts;
        Ok(Self { batch, rule, held, waiting })
    }
}

/// The keys of a held value in the index by group and by series.
pub(crate) fn keys_in(row: &HeldRow, number: u64, state: HeldState) -> [Vec<u8>; 2] {
    HeldIn::places(row).map(|place| [place.prefix(state), key::number(number).to_vec()].concat())
}

/// The keys of the groups of these values.
pub(crate) fn group_keys<'a>(values: impl Iterator<Item = (&'a HeldRow, HeldState)>) -> Vec<Vec<u8>> {
    let mut groups: BTreeMap<(u64, &str), [u64; 2]> = BTreeMap::new();
    for (row, state) in values {
        let [held, waiting] = groups.entry((row.batch, &row.rule)).or_default();
        *held += 1;
        *waiting += u64::from(state == HeldState::Waiting);
    }
    let key = |((batch, rule), [held, waiting]): ((u64, &str), [u64; 2])| {
        HeldGroup { batch, rule: rule.to_owned(), held, waiting }.key()
    };
    groups.into_iter().map(key).collect()
}

impl Reader {
    /// The groups of which something waits, or nothing any more: the newest batch first, at most so many, those that come
    /// `after` one.
    pub fn held_groups(
        &self,
        state: HeldState,
        after: Option<(u64, &str)>,
        limit: usize,
    ) -> Result<Vec<HeldGroup>, StoreError> {
        let first = [state as u8];
        let end = match after {
            Some(group) => key::held_group_prefix(state as u8, group),
            None => vec![state as u8 + 1],
        };
        let span = (Bound::Included(&first[..]), Bound::Excluded(&end[..]));
        self.last_keys_in(Table::HeldGroups, span, limit)?.iter().map(|key| HeldGroup::of_key(key)).collect()
    }

    /// A group, if the batch has one.
    pub fn held_group(&self, batch: u64, rule: &str) -> Result<Option<HeldGroup>, StoreError> {
        for state in [HeldState::Waiting, HeldState::Decided] {
            let first = key::held_group_prefix(state as u8, (batch, rule));
            let end = key::after_prefix(&first);
            let span = (Bound::Included(&first[..]), Bound::Excluded(&end[..]));
            if let Some(key) = self.last_keys_in(Table::HeldGroups, span, 1)?.first() {
                return HeldGroup::of_key(key).map(Some);
            }
        }
        Ok(None)
    }

    /// The groups of a batch: one for each rule that it failed.
    pub fn held_groups_of(&self, batch: u64) -> Result<Vec<HeldGroup>, StoreError> {
        let mut groups = Vec::new();
        for state in [HeldState::Waiting, HeldState::Decided] {
            let (first, end) = (key::of_batch(state as u8, batch), key::of_batch(state as u8, batch + 1));
            let span = (Bound::Included(&first[..]), Bound::Excluded(&end[..]));
            for key in self.last_keys_in(Table::HeldGroups, span, usize::MAX)? {
                groups.push(HeldGroup::of_key(&key)?);
            }
        }
        Ok(groups)
    }

    /// The numbers of held values in a place, the newest first, at most so many, those below one.
    pub fn held_in(
        &self,
        place: HeldIn<'_>,
        state: HeldState,
        (before, limit): (u64, usize),
    ) -> Result<Vec<u64>, StoreError> {
        let first = place.prefix(state);
        let end = [&first[..], &key::number(before)].concat();
        let span = (Bound::Included(&first[..]), Bound::Excluded(&end[..]));
        self.last_numbers_of(Table::HeldIn, span, limit)
    }

    /// The numbers of what waits, the newest first, at most so many, those below one.
    pub fn waiting_before(&self, before: u64, limit: usize) -> Result<Vec<u64>, StoreError> {
        let end = key::number(before);
        let span = (Bound::Unbounded, Bound::Excluded(&end[..]));
        self.last_numbers_of(Table::Waiting, span, limit)
    }
}

impl Writer<'_> {
    /// Lists a value that is held from now on.
    pub(crate) fn list_held(&mut self, row: &HeldRow, number: u64) -> Result<(), StoreError> {
        for key in keys_in(row, number, HeldState::Waiting) {
            self.list(Table::HeldIn, &key)?;
        }
        self.count_held(row, |group| {
            group.held += 1;
            group.waiting += 1;
        })
    }

    /// Lists a held value that waits no longer.
    pub(crate) fn list_decided(&mut self, row: &HeldRow, number: u64) -> Result<(), StoreError> {
        self.list_as(row, number, HeldState::Decided)
    }

    /// Lists a held value that waits again.
    pub(crate) fn list_reopened(&mut self, row: &HeldRow, number: u64) -> Result<(), StoreError> {
        self.list_as(row, number, HeldState::Waiting)
    }

    fn list_as(&mut self, row: &HeldRow, number: u64, state: HeldState) -> Result<(), StoreError> {
        let other = match state {
            HeldState::Waiting => HeldState::Decided,
            HeldState::Decided => HeldState::Waiting,
        };
        for (before, now) in keys_in(row, number, other).iter().zip(keys_in(row, number, state)) {
            self.strike(Table::HeldIn, before)?;
            self.list(Table::HeldIn, &now)?;
        }
        self.count_held(row, |group| match state {
            HeldState::Waiting => group.waiting += 1,
            HeldState::Decided => group.waiting = group.waiting.saturating_sub(1),
        })
    }

    /// Counts anew what the group of a value has.
    fn count_held(&mut self, row: &HeldRow, count: impl FnOnce(&mut HeldGroup)) -> Result<(), StoreError> {
        let none = HeldGroup { batch: row.batch, rule: row.rule.clone(), held: 0, waiting: 0 };
        let mut group = self.group_of(row)?.unwrap_or(none);
        self.strike(Table::HeldGroups, &group.key())?;
        count(&mut group);
        self.list(Table::HeldGroups, &group.key())
    }

    fn group_of(&self, row: &HeldRow) -> Result<Option<HeldGroup>, StoreError> {
        for state in [HeldState::Waiting, HeldState::Decided] {
            let first = key::held_group_prefix(state as u8, (row.batch, &row.rule));
            let end = key::after_prefix(&first);
            let mut found =
                self.table(Table::HeldGroups).range(&first[..]..&end[..]).map_err(StoreError::database)?;
            if let Some(entry) = found.next() {
                return HeldGroup::of_key(entry.map_err(StoreError::database)?.0.value()).map(Some);
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests;
