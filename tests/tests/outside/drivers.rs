//! The whole way of a driver, once: pulled from the sandbox or pushed, judged, kept, learned by a recipe that a person promotes, and named
//! by the explanation.

use crate::sources::{Scene, day, pull_all};
use anyhow::{Context, ensure};
use chrono::NaiveDate;
use paridad_engine::data::series::SeriesId;
use paridad_engine::features::point::{Feature, FeatureKind};
use paridad_engine::features::spread::SpreadFeatureKind;
use paridad_engine::recipe::Recipe;
use paridad_engine::recipe::text::parse;
use paridad_engine::time::calendar::Calendar;
use paridad_tests::api::Api;
use paridad_wire::{Explanation, Pulled, Pushed, Series, Version};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The recipe of the FIX, as it comes with the program.
const FIX: &str = include_str!("../../../recipes/fix.toml");

/// The same with what the bank supplies of its own.
const INTERNAL: &str = include_str!("../../../recipes/internal.toml");

/// A feature that reads what was pulled or pushed, and what the explanation says of it.
#[derive(Debug)]
struct Driver {
    name: String,
    /// What it reads.
    series: Vec<SeriesId>,
    /// Its value; none where it is silent.
    value: Option<f64>,
    /// What it adds to the point or to the width, in logarithms.
    adds: f64,
}

impl Driver {
    /// The sources of what it reads, by the beginnings of the names.
    fn sources(&self) -> BTreeSet<&str> {
        self.series.iter().filter_map(|series| series.as_str().split('.').next()).collect()
    }
}

/// The series that a feature of the point reads besides rates.
fn read(feature: &Feature) -> Vec<SeriesId> {
    match &feature.kind {
        FeatureKind::Driver(driver) => driver.series().cloned().collect(),
        FeatureKind::Carry { high, low } => vec![high.clone(), low.clone()],
        FeatureKind::Change { series, .. } => vec![series.clone()],
        FeatureKind::Return { .. } | FeatureKind::Volatility { .. } | FeatureKind::Gap { .. } => Vec::new(),
    }
}

/// All drivers of a recipe as an explanation tells of them. One of the width that is missing reads zero, where nothing is unusual.
fn told(recipe: &Recipe, explanation: &Explanation) -> anyhow::Result<Vec<Driver>> {
    let (of_point, of_width) = (&explanation.contributions, &explanation.width.contributions);
    ensure!(of_point.len() == recipe.features.len(), "{} features of the point", of_point.len());
    ensure!(of_width.len() == recipe.spread_features.len(), "{} features of the width", of_width.len());
    let point = recipe.features.iter().zip(of_point).map(|(feature, said)| Driver {
        name: said.feature.clone(),
        series: read(feature),
        value: said.value,
        adds: said.log_move,
    });
    let width = recipe.spread_features.iter().zip(of_width).map(|(feature, said)| Driver {
        name: said.feature.clone(),
        series: match &feature.kind {
            SpreadFeatureKind::Driver(driver) => driver.series().cloned().collect(),
            _ => Vec::new(),
        },
        value: Some(said.value).filter(|value| *value != 0.0),
        adds: said.log_width,
    });
    Ok(point.chain(width).filter(|driver| !driver.series.is_empty()).collect())
}

/// Why a driver is silent: what there is of each series that it reads.
async fn why(api: &Api, driver: &Driver) -> anyhow::Result<String> {
    let mut reasons = Vec::new();
    for id in &driver.series {
        let answer = api.client.get(api.server.url(&format!("/api/v1/series/{id}"))).send().await?;
        if !answer.status().is_success() {
            reasons.push(format!("nothing came of {id}"));
            continue;
        }
        let points = answer.json::<Series>().await?.points;
        let span = points.first().zip(points.last()).map(|(first, last)| (first.day, last.day));
        let (first, last) = span.with_context(|| format!("{id} is empty"))?;
        reasons.push(format!("{} values of {id} from {first} to {last}", points.len()));
    }
    Ok(format!("{} is silent: {}", driver.name, reasons.join("; ")))
}

/// Learns a recipe beside the one that speaks, and makes it speak.
async fn promote(api: &Api, recipe: &str) -> anyhow::Result<()> {
    let challenger: Version = api.post("/api/v1/challengers", json!({ "recipe": recipe })).await?;
    let promote = format!("/api/v1/versions/{}/promote", challenger.number);
    let _: Version = api.post(&promote, json!({ "reason": "to see what drives it" })).await?;
    Ok(())
}

/// What an explanation tells of the drivers of a recipe, some publication days ahead.
async fn drivers(api: &Api, recipe: &Recipe, horizon: u16) -> anyhow::Result<Vec<Driver>> {
    let explanation: Explanation = api.get(&format!("/api/v1/explanation?horizon={horizon}")).await?;
    let title = &explanation.provenance.target_title;
    ensure!(title.starts_with("SINTÉTICO: "), "what is synthetic is called so: {title}");
    told(recipe, &explanation)
}

/// The drivers that are silent, each with the reason.
async fn silent(api: &Api, drivers: &[Driver]) -> anyhow::Result<Vec<String>> {
    let mut silent = Vec::new();
    for driver in drivers.iter().filter(|driver| driver.value.is_none()) {
        silent.push(why(api, driver).await?);
    }
    Ok(silent)
}

/// Holds that no driver is silent, and that those which move the forecast come from each of these sources.
async fn assert_drives(api: &Api, recipe: &Recipe, sources: &[&str]) -> anyhow::Result<()> {
    for horizon in [5, 21] {
        let drivers = drivers(api, recipe, horizon).await?;
        let silent = silent(api, &drivers).await?;
        ensure!(silent.is_empty(), "{horizon} days ahead:\n{}", silent.join("\n"));
        let mut named: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for driver in drivers.iter().filter(|driver| driver.adds != 0.0) {
            for source in driver.sources() {
                named.entry(source).or_default().push(&driver.name);
            }
        }
        named.retain(|source, _| sources.contains(source));
        ensure!(named.len() == sources.len(), "{horizon} days ahead: {named:?}");
        let moving: BTreeSet<&str> = named.values().flatten().copied().collect();
        ensure!(moving.len() >= 6, "{horizon} days ahead: {moving:?}");
    }
    Ok(())
}

/// All that the sandbox has since 2021, pulled by a server.
async fn backfilled(today: NaiveDate) -> anyhow::Result<(Scene, Api)> {
    let scene = Scene::on(today, 7).await?;
    let api = scene.server("data")?;
    for Pulled { source, held, findings, .. } in pull_all(&api).await? {
        ensure!(held == 0, "{source}: {held} held, {findings:?}");
    }
    Ok((scene, api))
}

#[tokio::test]
async fn what_is_pulled_drives_the_fix_and_nothing_of_its_recipe_is_silent() -> anyhow::Result<()> {
    let (scene, api) = backfilled(day("2026-10-30")?).await?;
    promote(&api, "fix").await?;
    assert_drives(&api, &parse(FIX)?, &["banxico", "inegi", "ustreasury", "cboe"]).await?;

    promote(&api, "internal").await?;
    let nothing = "is silent: nothing came of internal.clients.usd";
    assert_eq!(
        silent(&api, &drivers(&api, &parse(INTERNAL)?, 21).await?).await?,
        [
            format!("clients.net.level {nothing}.net"),
            format!("clients.net.move.5 {nothing}.net"),
            format!("clients.forwards.level {nothing}.forwards"),
            format!("clients.deposits.move.21 {nothing}.deposits"),
            format!("clients.turnover.level {nothing}.turnover"),
            format!("clients.net.speed {nothing}.net"),
        ],
        "the bank has supplied nothing, and nothing else is silent"
    );
    scene.sandbox.stop().await;
    Ok(())
}

/// The dollars of the bank's clients on each bank day, made up, and known in the evening.
fn flows(until: NaiveDate) -> anyhow::Result<Value> {
    let days = day("2021-01-04")?.iter_days().take_while(|day| *day <= until);
    let mut rows = Vec::new();
    for (index, day) in days.filter(|day| Calendar::MexicanBanks.is_open(*day)).enumerate() {
        let wave = |speed: f64| (index as f64 * speed).sin();
        for (name, value) in [
            ("net", 40.0 * wave(0.7) + 25.0 * wave(0.13)),
            ("forwards", 10.0 + 4.0 * wave(0.31)),
            ("turnover", 200.0 + 60.0 * wave(0.9) + 30.0 * wave(0.05)),
            ("deposits", 5_000.0 + index as f64 + 50.0 * wave(0.21)),
        ] {
            let (series, known_at) = (format!("clients.usd.{name}"), format!("{day}T23:00:00Z"));
            rows.push(json!({ "series": series, "period": day, "value": value, "known_at": known_at }));
        }
    }
    Ok(json!({ "observations": rows }))
}

/// Pushes values of the bank's own, of which none is held.
async fn push(api: &Api, values: &Value) -> anyhow::Result<()> {
    let request = api.client.post(api.server.url("/api/v1/observations")).header("idempotency-key", "flows");
    let answer = request.json(values).send().await?;
    ensure!(answer.status().is_success(), "{}", answer.text().await?);
    let pushed: Pushed = answer.json().await?;
    let sent = values["observations"].as_array().map(Vec::len);
    ensure!((pushed.held, Some(pushed.observed as usize)) == (0, sent), "{pushed:?}");
    Ok(())
}

#[tokio::test]
async fn what_the_bank_pushes_drives_its_recipe_beside_what_is_pulled() -> anyhow::Result<()> {
    let (today, recipe) = (day("2026-10-30")?, parse(INTERNAL)?);
    let (scene, api) = backfilled(today).await?;
    push(&api, &flows(today)?).await?;
    promote(&api, "internal").await?;
    assert_drives(&api, &recipe, &["banxico", "inegi", "ustreasury", "cboe", "internal"]).await?;
    scene.sandbox.stop().await;
    Ok(())
}
