//! The bank's own series that are read, judged by their role.

use super::*;
use crate::feed::finding::{Finding, Rule};
use crate::feed::payload::Parsed;
use crate::quality::{Past, PastError, Values, check, entering};
use chrono::{DateTime, Days, NaiveDate, Utc};
use paridad_engine::data::series::Observation;

const MXN: &str = "internal.rate.mxn";

/// A past of one series, with its role.
struct Read(BTreeMap<SeriesId, Values>, Option<Role>);

impl Past for Read {
    fn within(&self, series: &SeriesId, span: RangeInclusive<NaiveDate>) -> Result<Values, PastError> {
        self.0.within(series, span)
    }

    fn before(&self, series: &SeriesId, period: NaiveDate, count: usize) -> Result<Values, PastError> {
        self.0.before(series, period, count)
    }

    fn taken_out(&self, value: &Observation) -> Result<Option<u64>, PastError> {
        self.0.taken_out(value)
    }

    fn role(&self, _: &SeriesId) -> Option<Role> {
        self.1
    }
}

fn day(number: usize) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(number as u64)
}

fn now() -> DateTime<Utc> {
    "2026-11-20T18:00:00Z".parse().unwrap()
}

/// A past of one value a day.
fn past(role: Role, values: &[f64]) -> Read {
    let values = values.iter().enumerate().map(|(number, value)| (day(number), *value)).collect();
    Read(BTreeMap::from([(SeriesId::try_from(MXN).unwrap(), values)]), Some(role))
}

fn next(past: &Read, value: f64) -> Observation {
    let number = past.0.values().next().map_or(0, Values::len);
    Observation { series: SeriesId::try_from(MXN).unwrap(), period: day(number), value, known_at: now() }
}

/// For which rules the next value of a past is held.
fn held(past: &Read, value: f64) -> Vec<Rule> {
    let batch = vec![next(past, value)];
    let parsed = Parsed { observations: batch.clone(), findings: Vec::new() };
    let checked = check(&parsed, batch, past, now()).unwrap();
    let rules = |held: &crate::quality::Held| {
        [&held.finding].into_iter().chain(&held.others).map(|finding| finding.rule).collect::<Vec<_>>()
    };
    checked.held.iter().flat_map(rules).collect()
}

#[test]
fn what_a_recipe_reads_has_a_role_and_what_nobody_reads_has_none() {
    let recipe = Recipe::ecb_cross("mxn").unwrap();
    let roles = Roles::of([&recipe]);
    let role = |id: &str| roles.role(&SeriesId::try_from(id).unwrap());
    assert_eq!(role(MXN), Some(Role::Interest));
    assert_eq!(role("internal.rate.usd"), Some(Role::Interest));
    assert_eq!(role("internal.flow"), None);
    assert_eq!(role("ecb.eur.mxn"), None, "the catalogue knows more of it");
}

#[test]
fn a_rate_in_another_unit_is_held_however_little_is_known_of_it() {
    for known in [&[7.25][..], &[7.25, 7.25, 7.0], &[7.25; 40]] {
        let past = past(Role::Interest, known);
        for wrong in [725.0, 72.5, 7250.0, 0.725, 0.0725, 0.00725] {
            assert!(held(&past, wrong).contains(&Rule::UnitChange), "{wrong} after {}", known.len());
        }
        for right in [7.25, 7.0, 8.0] {
            assert_eq!(held(&past, right), [], "{right} after {}", known.len());
        }
    }
    assert!(held(&past(Role::Interest, &[7.25; 40]), 12.0).contains(&Rule::Implausible));
}

#[test]
fn the_first_value_is_judged_by_its_range_alone() {
    let first = |role, value| held(&past(role, &[]), value);
    for (role, fits, wrong) in [
        (Role::Interest, [7.25, 0.0725, -0.75, 159.0], [725.0, -11.0, 1e308]),
        (Role::Price, [18.5, 1e-6, 1_400_000.0, 5e3], [0.0, -18.5, 1e308]),
        (Role::Figure, [0.0, -4e9, 1e12, 1.5], [1e16, -1e16, 1e308]),
    ] {
        for value in fits {
            assert_eq!(first(role, value), [], "{role:?} {value}");
        }
        for value in wrong {
            assert_eq!(first(role, value), [Rule::OutOfRange], "{role:?} {value}");
        }
    }
}

#[test]
fn a_figure_moves_as_it_has_moved_and_by_a_quarter_of_its_size_always() {
    let calm = past(Role::Figure, &[1_000.0; 40]);
    assert_eq!(held(&calm, 1_200.0), []);
    assert_eq!(held(&calm, 1_400.0), [Rule::Implausible]);
    let waves: Vec<f64> = (0..40).map(|number| f64::from(number % 4) * 400.0).collect();
    assert_eq!(held(&past(Role::Figure, &waves), 3_000.0), []);
    assert_eq!(held(&past(Role::Figure, &[100.0, 1_000.0, 100.0, 1_000.0, 100.0]), 1_000.0), [], "as before");
}

#[test]
fn what_people_let_in_breaks_the_same_rules_and_what_nobody_reads_breaks_none() {
    let mut past = past(Role::Interest, &[7.25; 3]);
    let found = entering(&next(&past, 725.0), &past, now()).unwrap().unwrap();
    let rules = |found: Vec<Finding>| found.iter().map(|finding| finding.rule).collect::<Vec<_>>();
    assert!(rules(found).contains(&Rule::UnitChange));
    past.1 = None;
    assert_eq!(held(&past, 725.0), []);
}
