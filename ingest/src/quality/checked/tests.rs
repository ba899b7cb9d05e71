//! Tests of profiles and grades.

use super::*;
use crate::feed::finding::{Dimension, Rule};
use crate::quality::Values;
use crate::quality::tests::observation;

fn values(values: &[(&str, f64)]) -> Values {
    values.iter().map(|(period, value)| (period.parse().unwrap(), *value)).collect()
}

#[test]
fn a_profile_holds_the_figures_of_a_series() {
    let brought =
        values(&[("2026-03-02", 3.0), ("2026-03-03", 1.0), ("2026-03-10", 2.0), ("2026-03-11", f64::NAN)]);
    let profile = Profile::of(&brought, 4).unwrap();
    assert_eq!((profile.count, profile.missing, profile.longest_gap_days), (4, 4, 7));
    assert_eq!((profile.min, profile.max, profile.mean), (Some(1.0), Some(3.0), Some(2.0)));
    assert_eq!(profile.last.to_string(), "2026-03-11");
    let empty = Profile::of(&values(&[("2026-03-02", f64::NAN)]), 0).unwrap();
    assert_eq!((empty.min, empty.max, empty.mean), (None, None, None));
    assert_eq!(Profile::of(&Values::new(), 0), None);
}

#[test]
fn what_is_held_is_counted_under_its_dimension() {
    let held = observation("ecb.eur.mxn", "2026-03-03", 1.0);
    let (series, period) = (held.series.clone(), Some(held.period));
    let say = |rule| Finding { rule, series: Some(series.clone()), period, detail: String::new() };
    let profile = Profile::of(&values(&[("2026-03-02", 20.0), ("2026-03-03", 1.0)]), 0).unwrap();
    let mut profiles = BTreeMap::from([(series.clone(), profile)]);
    count(
        &mut profiles,
        &[Held { finding: say(Rule::Implausible), observation: held, others: Vec::new() }],
        &[say(Rule::Missing)],
    );
    let profile = &profiles[&series];
    assert_eq!(profile.held_share(), 0.5);
    assert_eq!(profile.dimensions, BTreeMap::from([(Dimension::Accuracy, 1), (Dimension::Completeness, 1)]));
    let text = serde_json::to_string(profile).unwrap();
    assert!(text.contains("\"accuracy\":1"), "{text}");
    assert_eq!(serde_json::from_str::<Profile>(&text).unwrap(), *profile);
}

#[test]
fn a_grade_is_the_share_of_sound_values_and_100_only_without_a_finding() {
    let series = SeriesId::try_from("ecb.eur.mxn").unwrap();
    let grade_of = |held: u32, missing: u32, rules: &[Rule]| {
        let brought =
            values(&[("2026-03-02", 3.0), ("2026-03-03", 1.0), ("2026-03-04", 2.0), ("2026-03-05", 2.0)]);
        let profile = Profile { missing, held, ..Profile::of(&brought, 0).unwrap() };
        let say = |rule: &Rule| Finding { rule: *rule, series: None, period: None, detail: String::new() };
        let findings = rules.iter().map(say).collect();
        let profiles = BTreeMap::from([(series.clone(), profile)]);
        grade(&Checked { findings, profiles, ..Checked::default() }).percent()
    };
    assert_eq!(grade_of(0, 0, &[]), 100);
    assert_eq!(grade_of(0, 0, &[Rule::Repeated]), 99);
    assert_eq!(grade_of(1, 0, &[]), 75);
    assert_eq!(grade_of(1, 1, &[]), 60);
    assert_eq!(grade_of(8, 0, &[Rule::Conflicting]), 0, "both values of a conflict are held");
    assert_eq!(grade(&Checked::default()).percent(), 0);
}
