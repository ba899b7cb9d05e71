//! Tests of the rules on histories that happened.

use super::*;
use crate::bundle;
use crate::recorded;

fn check_history(observations: Vec<Observation>) -> Checked {
    let parsed = Parsed { observations: observations.clone(), findings: Vec::new() };
    check(&parsed, observations, &BTreeMap::new(), at("2026-10-30T18:00:00Z")).unwrap()
}

#[test]
fn the_whole_peso_history_is_plausible() {
    let wanted = [MXN, "ecb.eur.usd"].map(|id| SeriesId::try_from(id).unwrap());
    let history = bundle::history_of(&wanted).unwrap();
    let count = history.len();
    let checked = check_history(history);
    assert_eq!((checked.admitted.len(), checked.held.len(), checked.findings.len()), (count, 0, 0));
    assert_eq!(grade(&checked).percent(), 100);
}

#[test]
fn of_the_bundled_history_crises_are_held_and_what_came_after_them_enters() {
    let checked = check_history(bundle::history().unwrap());
    let mut held: BTreeMap<String, usize> = BTreeMap::new();
    for Held { observation, .. } in &checked.held {
        *held.entry(format!("{} {}", observation.series, observation.period.format("%Y"))).or_default() += 1;
    }
    let crises = [
        ("ecb.eur.brl 2008", 1),
        ("ecb.eur.brl 2026", 1),
        ("ecb.eur.chf 2015", 12),
        ("ecb.eur.czk 2013", 1),
        ("ecb.eur.huf 2003", 2),
        ("ecb.eur.isk 2008", 15),
        ("ecb.eur.jpy 2016", 1),
        ("ecb.eur.nok 2020", 1),
        ("ecb.eur.rol 1999", 1),
        ("ecb.eur.rub 2014", 1),
        ("ecb.eur.rub 2020", 1),
        ("ecb.eur.rub 2022", 2),
        ("ecb.eur.trl 2001", 9),
        ("ecb.eur.try 2021", 6),
        ("ecb.eur.try 2023", 2),
    ];
    assert_eq!(held, BTreeMap::from(crises.map(|(crisis, days)| (crisis.to_owned(), days))));
    assert_eq!(checked.admitted.len() + checked.held.len(), 221_702);
}

/// The days of a table that is not part of the repository, with the columns `names`.
fn table<const N: usize>(names: [&str; N]) -> Option<Vec<(String, [Option<f64>; N])>> {
    let bytes = recorded::bytes("data/mexico_daily_1991_2023-06.csv")?;
    let mut reader = ::csv::Reader::from_reader(&bytes[..]);
    let headers = reader.headers().unwrap().clone();
    let places = names.map(|name| headers.iter().position(|header| header == name).unwrap());
    let records = reader.records().map(Result::unwrap);
    Some(
        records
            .map(|record| (record[0].to_owned(), places.map(|place| record[place].parse().ok())))
            .collect(),
    )
}

#[test]
fn the_cross_of_the_ecb_has_never_been_as_far_from_the_fix_as_the_bound() {
    let Some(days) = table(["fix_usdmxn", "ecb_usdmxn_cross"]) else { return };
    let pairs = days.iter().filter_map(|(_, [fix, cross])| Some((fix.as_ref()?, cross.as_ref()?)));
    let mut distances: Vec<f64> = pairs.map(|(fix, cross)| (fix / cross).ln().abs()).collect();
    distances.sort_by(f64::total_cmp);
    let mean = distances.iter().sum::<f64>() / distances.len() as f64;
    let (thousandth, largest) = (distances[distances.len() - 4], distances[distances.len() - 1]);
    assert_eq!(distances.len(), 3_873);
    assert!((mean - 0.0031).abs() < 1e-4 && (largest - 0.0504).abs() < 1e-4, "{mean} {thousandth} {largest}");
}

#[test]
fn the_history_of_mexico_is_let_in_whole_but_for_its_great_crisis() {
    let columns = ["fix_usdmxn", "tiie28", "udi", "cetes28_auction", "cetes91_auction", "bono20_auction"];
    let ids =
        [FIX, "banxico.sf43783", "banxico.sp68257", "banxico.sf43936", "banxico.sf43939", "banxico.sf45384"];
    let Some(days) = table(columns) else { return };
    let rows = days.iter().flat_map(|(day, values)| {
        ids.iter().zip(values).filter_map(move |(id, value)| Some(observation_of(id, day, (*value)?)))
    });
    let checked = check_history(rows.collect());
    let held_since = |since: &str| {
        let since = since.parse().unwrap();
        ids.map(|id| {
            let of_series =
                |held: &&Held| held.observation.series.as_str() == id && held.observation.period >= since;
            checked.held.iter().filter(of_series).count()
        })
    };
    assert_eq!(
        (held_since("1991-01-01"), held_since("2008-01-01")),
        ([37, 5, 0, 5, 4, 0], [1, 0, 0, 0, 0, 0])
    );
    assert!(checked.held.iter().all(|held| held.finding.rule == Rule::Implausible));
    let missing: Vec<&str> = checked.findings.iter().map(|finding| finding.detail.as_str()).collect();
    // In its first year the TIIE of 28 days came once a week.
    assert_eq!(
        missing,
        [
            "200 of 7112 periods have no value, the first is 1995-03-24",
            "1 of 1651 periods have no value, the first is 1998-09-03",
            "2 of 1651 periods have no value, the first is 1994-05-12",
        ]
    );
}

/// Without a parse of the catalogue for each of some ten thousand values.
fn observation_of(id: &str, day: &str, value: f64) -> Observation {
    let (series, period) = (SeriesId::try_from(id).unwrap(), day.parse().unwrap());
    Observation { series, period, value, known_at: at("2023-07-01T00:00:00Z") }
}
