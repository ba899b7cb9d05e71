//! The switches that spoil values, titles and units.

use super::client::{banxico, inegi, start, switches};

const NOW: &str = "2026-10-01T20:00:00Z";
const RANGE: &str = "SF43718/datos/2026-09-01/2026-09-30";

fn number(value: &str) -> f64 {
    value[11..].replace(',', "").parse().unwrap()
}

#[tokio::test]
async fn values_come_in_any_order_but_none_is_lost() {
    let sandbox = start(NOW).await;
    let mut plain = banxico(&sandbox, RANGE).await.values("SF43718");
    sandbox.switch(switches(r#"{"wrong_order": {"ids": ["SF43718", "910392"]}}"#));
    let mut shuffled = banxico(&sandbox, RANGE).await.values("SF43718");
    assert_ne!(shuffled, plain);
    plain.sort();
    shuffled.sort();
    assert_eq!(shuffled, plain);
    let body = inegi(&sandbox, "910392").await.json();
    let periods = body["Series"][0]["OBSERVATIONS"].as_array().unwrap().iter();
    assert!(!periods.is_sorted_by_key(|o| std::cmp::Reverse(o["TIME_PERIOD"].as_str().unwrap().to_owned())));
}

#[tokio::test]
async fn a_chosen_series_is_revised_a_day_after_its_publication() {
    let sandbox = start("2026-09-30T18:30:00Z").await;
    let plain = banxico(&sandbox, RANGE).await.values("SF43718");
    sandbox.switch(switches(r#"{"revised": {"ids": ["SF43718"]}}"#));
    let revised = banxico(&sandbox, RANGE).await.values("SF43718");
    assert_eq!(revised.last(), plain.last(), "published half an hour ago");
    let (before, after) = (number(&plain[0]), number(&revised[0]));
    assert!((after / before - 1.002).abs() < 1e-4, "{before} {after}");
    sandbox.set_clock("2026-10-01T18:30:00Z".parse().unwrap()).unwrap();
    assert_ne!(banxico(&sandbox, RANGE).await.values("SF43718").last(), plain.last());
}

#[tokio::test]
async fn a_late_value_comes_some_days_later() {
    let sandbox = start(NOW).await;
    sandbox.switch(switches(r#"{"late": {"ids": ["SF43718"], "days": ["2026-09-30"]}, "late_days": 2}"#));
    let days = async || {
        let values = banxico(&sandbox, "SF43718/datos/2026-09-29/2026-10-01").await.values("SF43718");
        values.iter().map(|value| value[..2].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(days().await, ["29", "01"]);
    let newest = banxico(&sandbox, "SF43718/datos/oportuno").await.values("SF43718");
    assert!(newest[0].starts_with("01/10"));
    sandbox.set_clock("2026-10-02T18:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(days().await, ["29", "30", "01"]);
}

#[tokio::test]
async fn a_unit_changes_with_its_values() {
    let sandbox = start(NOW).await;
    let ask = async |id: &str| {
        let value = number(&banxico(&sandbox, &format!("{id}/datos/oportuno")).await.values(id)[0]);
        (value, banxico(&sandbox, id).await.series()[0]["unidad"].as_str().unwrap().to_owned())
    };
    let (fix, reserves) = (ask("SF43718").await.0, ask("SF43707").await.0);
    sandbox.switch(switches(r#"{"unit": {"ids": ["SF43718", "SF43707", "910392"]}}"#));
    let (changed, unit) = ask("SF43718").await;
    assert!((changed / fix - 1000.0).abs() < 0.1);
    assert_eq!(unit, "Milésimos de Pesos por Dólar");
    let (changed, unit) = ask("SF43707").await;
    assert!((changed * 1000.0 / reserves - 1.0).abs() < 1e-3);
    assert_eq!(unit, "Miles de Millones de Dólares");
    let series = inegi(&sandbox, "910392").await.json()["Series"][0].clone();
    assert_eq!((&series["UNIT"], &series["UNIT_MULT"]), (&"9999".into(), &"-3".into()));
}

#[tokio::test]
async fn a_title_changes_and_still_says_that_it_is_synthetic() {
    let sandbox = start(NOW).await;
    sandbox.switch(switches(r#"{"title": {"ids": ["SF43718"]}}"#));
    let title = banxico(&sandbox, "SF43718").await.series()[0]["titulo"].as_str().unwrap().to_owned();
    assert!(title.starts_with("SINTÉTICO: ") && !title.contains("FIX"), "{title}");
}

#[tokio::test]
async fn the_fix_of_one_day_is_poisoned_and_nothing_else() {
    let sandbox = start(NOW).await;
    let path = "SF43718,SF60653/datos/2026-09-21/2026-09-25";
    let plain = banxico(&sandbox, path).await;
    sandbox.switch(switches(r#"{"poison": {"days": ["2026-09-23"]}}"#));
    let poisoned = banxico(&sandbox, path).await;
    assert_eq!(poisoned.values("SF60653"), plain.values("SF60653"));
    for (before, after) in plain.values("SF43718").iter().zip(poisoned.values("SF43718")) {
        let factor = if before.starts_with("23/") { 10.0 } else { 1.0 };
        assert!((number(&after) - factor * number(before)).abs() < 1e-3, "{before} {after}");
    }
}

#[tokio::test]
async fn a_value_is_not_available() {
    let sandbox = start(NOW).await;
    sandbox.switch(switches(r#"{"not_available": {"days": ["2026-09-23", "2026-07-01"]}}"#));
    let values = banxico(&sandbox, RANGE).await.values("SF43718");
    let missing: Vec<_> = values.iter().filter(|value| value.ends_with("N/E")).collect();
    assert_eq!(missing, ["23/09/2026 N/E"]);
    let body = inegi(&sandbox, "910392").await.json();
    assert_eq!(body["Series"][0]["OBSERVATIONS"][1]["OBS_VALUE"], "");
}
