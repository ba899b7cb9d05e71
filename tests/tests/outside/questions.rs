//! What can be asked of a forecast beside itself: its tails, the way to its day, its record, and why it moved.

use anyhow::Context;
use paridad_tests::api::Api;
use paridad_tests::server::{Options, Server};
use paridad_tests::start::Start;
use paridad_wire::{Bound, Change, Forecast, Paths, Pulled, ScoreRow, Scores};
use serde_json::json;

#[tokio::test]
async fn the_tails_and_the_way_can_be_asked() -> anyhow::Result<()> {
    let server = Server::start(&Options::default())?;
    let api = Api::of(server)?;
    let path =
        "/api/v1/forecast?horizon=42&level=19.5&below=19.5&touch=19.5&shortfall=0.05&quantiles=0.05,0.95";
    let forecast: Forecast = api.get(path).await?;
    let above = forecast.probability.context("asked for")?.above;
    let below = forecast.probability_below.context("asked for")?.below;
    assert!((above + below - 1.0).abs() < 1e-12, "{above} {below}");
    let touch = forecast.touch.context("asked for")?.probability;
    assert!(touch >= above - 0.02 && touch <= 1.0, "what ends there has touched it: {touch} {above}");
    let tails = forecast.shortfall.context("asked for")?;
    let (low, high) = (forecast.quantiles[0].rate, forecast.quantiles[1].rate);
    assert!(tails.lower < low && tails.upper > high, "{tails:?} beyond {low} and {high}");
    let plain: Forecast = api.get("/api/v1/forecast?horizon=42").await?;
    assert!(plain.touch.is_none() && plain.shortfall.is_none() && plain.probability_below.is_none());
    Ok(())
}

#[tokio::test]
async fn of_a_rate_beyond_all_that_is_said_the_probability_is_a_bound_and_says_so() -> anyhow::Result<()> {
    let api = Api::of(Server::start(&Options::default())?)?;
    for (rate, above, below) in
        [("1e308", Bound::AtMost, Bound::AtLeast), ("0.01", Bound::AtLeast, Bound::AtMost)]
    {
        let path = format!("/api/v1/forecast?horizon=42&level={rate}&below={rate}&touch={rate}");
        let forecast: Forecast = api.get(&path).await?;
        let end = |bound| if bound == Bound::AtMost { 0.001 } else { 0.999 };
        let shown = forecast.probability.context("asked for")?;
        assert_eq!((shown.above, shown.bound), (end(above), Some(above)), "{rate}");
        let shown = forecast.probability_below.context("asked for")?;
        assert_eq!((shown.below, shown.bound), (end(below), Some(below)), "{rate}");
        let touch = forecast.touch.context("asked for")?;
        assert_eq!((touch.probability, touch.bound), (0.001, Some(Bound::AtMost)), "{rate}");
    }
    let inside: Forecast = api.get("/api/v1/forecast?horizon=42&level=19.5&below=19.5&touch=19.5").await?;
    let bounds = [
        inside.probability.and_then(|own| own.bound),
        inside.probability_below.and_then(|own| own.bound),
        inside.touch.and_then(|own| own.bound),
    ];
    assert_eq!(bounds, [None; 3]);
    Ok(())
}

#[tokio::test]
async fn joint_paths_have_the_forecast_distribution_and_are_the_same_for_a_seed() -> anyhow::Result<()> {
    let server = Server::start(&Options::default())?;
    let api = Api::of(server)?;
    let paths: Paths = api.get("/api/v1/paths?horizon=21&count=400&seed=7").await?;
    assert_eq!((paths.paths.len(), paths.days.len(), paths.seed), (400, 21, 7));
    assert!(paths.paths.iter().all(|path| path.len() == 21));
    assert_eq!(paths.days[20], paths.maturity.day);
    let median: Forecast = api.get("/api/v1/forecast?horizon=21&quantiles=0.5").await?;
    let below = paths.paths.iter().filter(|path| path[20] < median.quantiles[0].rate).count();
    assert_eq!(below, 200, "half of the paths end below the median");
    let again: Paths = api.get("/api/v1/paths?horizon=21&count=400&seed=7").await?;
    assert_eq!(again.paths, paths.paths);
    let other: Paths = api.get("/api/v1/paths?horizon=21&count=400&seed=8").await?;
    assert_ne!(other.paths, paths.paths);
    Ok(())
}

#[tokio::test]
async fn scores_say_how_good_each_horizon_was_in_all_and_by_regime() -> anyhow::Result<()> {
    let server = Server::start(&Options::default())?;
    let api = Api::of(server)?;
    let scores: Scores = api.get("/api/v1/scores").await?;
    let whole = |row: &&ScoreRow| row.regime.is_none();
    let horizons: Vec<u16> = scores.rows.iter().filter(whole).map(|row| row.horizon).collect();
    assert_eq!(horizons, [1, 5, 10, 21, 42, 63, 126, 252]);
    for row in scores.rows.iter().filter(whole) {
        let regimes = scores.rows.iter().filter(|own| own.horizon == row.horizon && own.regime.is_some());
        assert_eq!(regimes.map(|own| own.count).sum::<u32>(), row.count, "the regimes are all of it");
        assert!(row.count > 4_000 && (0.5..1.0).contains(&row.cover80) && row.cover95 > row.cover80);
        let relative = row.crps.relative.context("a random walk to compare with")?;
        assert!((0.5..1.1).contains(&relative), "{}: {relative}", row.horizon);
        assert_eq!(row.pit.iter().sum::<u32>(), row.count, "each outcome falls into one twentieth");
        for ratio in [row.pinball, row.tail_pinball, row.winkler80, row.winkler95, row.rmse, row.mae] {
            let relative = ratio.relative.context("a random walk to compare with")?;
            assert!((0.5..1.1).contains(&relative) && ratio.value > 0.0, "{}: {ratio:?}", row.horizon);
        }
        let independent = f64::from(row.count) / f64::from(row.horizon);
        assert!((row.independent - independent).abs() < 1e-9);
    }
    Ok(())
}

#[tokio::test]
async fn a_change_between_versions_is_laid_out_and_sums() -> anyhow::Result<()> {
    let start = Start::new(400, 3)?;
    let api = Api::start(&start)?;
    let before: Forecast = api.get("/api/v1/forecast?horizon=21").await?;
    start.ecb.publish_until(start.coming[2]);
    let _: Pulled = api.post("/api/v1/pull", json!({})).await?;
    let (from, day) = (before.provenance.version, before.maturity.day);
    let level = before.provenance.spot * 1.01;
    let path = format!("/api/v1/change?from={from}&date={day}&level={level}");
    let change: Change = api.get(&path).await?;
    let after: Forecast = api.get(&format!("/api/v1/forecast?date={day}")).await?;
    assert_eq!((change.from.version, change.to.version), (from, after.provenance.version));
    assert_eq!(
        (change.from.horizon, change.to.horizon),
        (21, 18),
        "three days later it is three days nearer"
    );
    assert_eq!(change.point.from.to_bits(), before.point.to_bits());
    assert_eq!(change.point.to.to_bits(), after.point.to_bits());
    for moved in [&change.point, &change.low80, &change.high80] {
        let sum: f64 = moved.parts.iter().map(|part| part.rate).sum();
        assert!((moved.to - moved.from - sum).abs() < 1e-12, "{moved:?}");
        let causes: Vec<&str> = moved.parts.iter().map(|part| part.cause.as_str()).collect();
        assert_eq!(causes, ["revised_data", "spot", "new_data", "learning", "weights"]);
        assert!(moved.parts[0].rate.abs() < f64::EPSILON, "nothing was revised: {moved:?}");
    }
    let above = change.above.as_ref().context("asked for")?;
    let probability: Forecast = api.get(&format!("/api/v1/forecast?date={day}&level={level}")).await?;
    assert_eq!(Some(above.to), probability.probability.map(|probability| probability.above));
    let sum: f64 = above.parts.iter().map(|part| part.probability).sum();
    assert!((above.to - above.from - sum).abs() < 1e-12 && above.to != above.from, "{above:?}");
    let yesterday: Change = api.get("/api/v1/change").await?;
    assert_eq!(yesterday.from.version + 1, yesterday.to.version, "the last step where none is named");
    assert_eq!(yesterday.to.horizon, 21);
    for (path, status, code) in [
        (format!("/api/v1/change?from=0&to={from}"), 404, "no-such-version"),
        ("/api/v1/change?to=9999".to_owned(), 404, "no-such-version"),
        (format!("/api/v1/change?from=1&date={}", before.provenance.origin), 400, "maturity"),
        ("/api/v1/change?from=x".to_owned(), 400, "unreadable-parameter"),
    ] {
        let problem = api.refused(&path, "es-MX").await?;
        assert_eq!((problem.status, problem.code.as_str()), (status, code), "{path}");
    }
    Ok(())
}
