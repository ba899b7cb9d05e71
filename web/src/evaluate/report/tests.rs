//! The report is one page that stands alone, and what others wrote is no markup in it.

use super::*;
use crate::evaluate::entrant::{Entrant, Entrants};
use chrono::{Days, NaiveDate};
use paridad_engine::features::regime::Regime;
use paridad_engine::maths::level::LEVELS;
use paridad_engine::recipe::Recipe;
use paridad_engine::time::horizon::ANCHORS;
use paridad_store::Hash;

fn input() -> Input {
    let mut recipe = Recipe::ecb_cross("mxn").unwrap();
    recipe.target_name = "<i>peso".to_owned();
    let first = Entrant { text: "name = \"<b>\"".to_owned(), ..Entrant::made(recipe, "a.toml") };
    Input {
        entrants: Entrants { first, others: Vec::new() },
        files: vec![DataFile::of("a&b.csv", b"data")],
        events: Vec::new(),
    }
}

/// Forecasts of every horizon from so many origins, a little wider than the baseline's.
fn judged(count: u64) -> Vec<Judged> {
    let first: NaiveDate = "2018-01-01".parse().unwrap();
    let quantiles = LEVELS.map(|level| 0.05 * (level - 0.5));
    let row = |day: u64, horizon: Horizon| Judged {
        origin: first + Days::new(day),
        horizon,
        day: first + Days::new(day + u64::from(u16::from(horizon))),
        spot: 20.0,
        point: 0.0,
        quantiles: quantiles.map(|quantile| 1.1 * quantile),
        baseline: quantiles,
        log_move: 0.0004 * (day % 100) as f64 - 0.02,
        pit: (day % 100) as f64 / 100.0,
        regime: Regime::ALL[usize::try_from(day % 3).unwrap()],
    };
    (0..count).flat_map(|day| ANCHORS.map(|horizon| row(day, horizon))).collect()
}

fn report(count: u64) -> String {
    let judged = judged(count);
    let results = Results::of(&judged, "2019-01-01".parse().unwrap()).unwrap();
    page(&input(), &judged, &results)
}

#[test]
fn it_needs_nothing_but_itself_and_runs_nothing() {
    let page = report(800);
    for needle in ["<script", "http:", "https:", "src=", "url(", "@import", "NaN", "inf\""] {
        assert!(!page.contains(needle), "{needle}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn it_says_what_was_evaluated_on_what_and_by_whom() {
    let page = report(800);
    for needle in [
        "&lt;i&gt;peso",
        "a&amp;b.csv",
        "name = &quot;&lt;b&gt;&quot;",
        "2018-01-01 to 2020-03-10",
        &Hash::of(b"data").to_string(),
        &format!("<dd>{OWN_REVISION}</dd>"),
    ] {
        assert!(page.contains(needle), "{needle}");
    }
    assert!(!page.contains("<i>peso"));
}

#[test]
fn it_has_a_plot_of_each_kind_and_a_table_of_each_selection() {
    let page = report(800);
    // Two plots over time, eight diagrams, eight histograms and a fan; all origins, two halves and three regimes.
    assert_eq!(page.matches("<svg").count(), 2 + 8 + 8 + 1);
    assert_eq!(page.matches("<table>").count(), 1 + 2 + 3);
}

#[test]
fn a_short_evaluation_leaves_out_what_it_cannot_say() {
    let page = report(30);
    assert!(!page.contains("CRPS ratio over time") && !page.contains("By halves"));
    assert!(!page.contains("NaN") && page.contains("Reliability at 1 day"));
}
