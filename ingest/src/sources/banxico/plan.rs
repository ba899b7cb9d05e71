//! From which day each series is asked for: no gap after what is known, and a look back at what may have changed.

use crate::catalogue::{Entry, Revision};
use crate::feed::payload::Known;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// How far before its newest known day a series that is not revised is asked for again: values come late, and are corrected.
const LOOK_BACK: Days = Days::new(40);

/// Series that are asked for together, and from which day on; without one, all of their history.
#[derive(Debug, PartialEq)]
pub(super) struct Part<'a> {
    pub(super) entries: Vec<&'a Entry>,
    pub(super) from: Option<NaiveDate>,
}

/// What to ask for, given what is `known`. A series is asked for whole where nothing of it is known, and where its past is
/// revised.
pub(super) fn plan<'a>(entries: impl Iterator<Item = &'a Entry>, known: &Known) -> Vec<Part<'a>> {
    let mut by_start: BTreeMap<bool, Part<'a>> = BTreeMap::new();
    for entry in entries {
        let last = known.get(&entry.id).filter(|_| entry.revision == Revision::Never);
        let from = last.map(|last| *last - LOOK_BACK);
        let part = by_start.entry(from.is_some()).or_insert_with(|| Part { entries: Vec::new(), from });
        part.entries.push(entry);
        part.from = part.from.min(from);
    }
    by_start.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::banxico::SOURCE;

    #[test]
    fn what_is_new_or_revised_is_asked_for_whole_and_the_rest_from_where_it_ends() {
        let catalogue = SOURCE.catalogue();
        let banxico = || catalogue.entries().iter();
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        assert_eq!(plan(banxico(), &Known::new()).len(), 1);
        let id = |key: &str| catalogue.by_key("banxico", key).unwrap().id.clone();
        let known = Known::from([
            (id("SF43718"), day("2026-10-30")),
            (id("SF43783"), day("2026-10-20")),
            (id("SP1"), day("2026-09-01")),
        ]);
        let parts = plan(banxico(), &known);
        let keys = |part: &Part<'_>| part.entries.iter().map(|entry| entry.key.clone()).collect::<Vec<_>>();
        assert_eq!((parts.len(), parts[0].from), (2, None));
        assert!(keys(&parts[0]).contains(&"SP1".to_owned()), "an index is rebased");
        assert_eq!(parts[1].from, Some(day("2026-09-10")), "40 days before the one that ends first");
        assert_eq!(keys(&parts[1]), ["SF43718", "SF43783"]);
        assert_eq!(keys(&parts[0]).len() + 2, banxico().count());
    }
}
