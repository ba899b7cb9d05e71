//! The engine on the real history: no look-ahead, replay equal to incremental, and the golden numbers.

use anyhow::{Context, ensure};
use paridad_engine::ENGINE_REVISION;
use paridad_engine::data::digest::Digest;
use paridad_engine::data::series::Observation;
use paridad_engine::forecast::record::OriginForecasts;
use paridad_engine::forecaster::{Event, Forecaster, Notice};
use paridad_engine::recipe::Recipe;
use paridad_engine::snapshot::{Snapshot, decode, encode};
use paridad_tests::history;
use paridad_tests::refit::answer;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::OnceLock;

fn fresh() -> anyhow::Result<Forecaster> {
    Ok(Forecaster::new(Recipe::ecb_cross("mxn")?))
}

fn hear(forecaster: &mut Forecaster, event: &Event) -> Vec<OriginForecasts> {
    let notices = forecaster.replay(event, &mut answer).into_iter();
    notices
        .filter_map(|notice| if let Notice::Spoke(issued) = notice { Some(issued) } else { None })
        .collect()
}

/// The whole history, learned day by day.
#[derive(Debug)]
pub(super) struct Whole {
    /// What was said on each day, when nothing later was there.
    said: Vec<Vec<OriginForecasts>>,
    /// The state so many days before the end.
    pub(super) before_the_last: Forecaster,
    digest: Digest,
}

/// How many days before its end the state of the history is kept, to go on from.
pub(super) const LAST_DAYS: usize = 130;

/// The whole history, learned once for all tests: most of them would do little else.
pub(super) fn whole() -> anyhow::Result<&'static Whole> {
    static WHOLE: OnceLock<Result<Whole, String>> = OnceLock::new();
    let learned = WHOLE.get_or_init(|| learn_whole().map_err(|error| format!("{error:#}")));
    learned.as_ref().map_err(anyhow::Error::msg)
}

fn learn_whole() -> anyhow::Result<Whole> {
    let events = history::events()?;
    let (before, last) = events.split_at(events.len() - LAST_DAYS);
    let mut forecaster = fresh()?;
    let mut said: Vec<_> = before.iter().map(|event| hear(&mut forecaster, event)).collect();
    let before_the_last = forecaster.clone();
    said.extend(last.iter().map(|event| hear(&mut forecaster, event)));
    Ok(Whole { said, before_the_last, digest: encode(&forecaster).digest() })
}

/// Places spread over the history, without a pattern.
fn places(count: usize, of: usize) -> Vec<usize> {
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed >> 33).unwrap_or_default() % of
    };
    (0..count).map(|_| next()).collect()
}

/// How many days after a cut are poisoned: more than the longest wait between a cut for a refit and what it changes.
const POISONED_DAYS: usize = 80;

#[test]
fn the_future_changes_no_bit_of_the_past() -> anyhow::Result<()> {
    let days = history::days()?;
    // The peso's own history begins after the first nine years.
    let spoken_of = 4_500;
    let first = days.len() - spoken_of;
    for cut in places(6, spoken_of - POISONED_DAYS).into_iter().map(|place| first + place) {
        let mut poisoned: Vec<Observation> = days[..cut + POISONED_DAYS].concat();
        let from = days[cut][0].known_at;
        let future = poisoned.iter_mut().filter(|observation| observation.known_at >= from);
        for (place, observation) in future.enumerate() {
            // Factors that cancel in no ratio and no return.
            observation.value *= 1.0 + (place * 7 % 5) as f64;
        }
        // Everything in one batch: what keeps the engine from looking ahead is when each value became known.
        let poisoned = hear(&mut fresh()?, &Event::Observed(poisoned));
        // Day by day, when nothing later was there.
        let truncated: Vec<&OriginForecasts> = whole()?.said[..cut].iter().flatten().collect();
        assert!(poisoned.len() > truncated.len(), "more was said after {cut} days");
        assert!(
            poisoned.iter().zip(truncated).all(|(one, other)| one == other),
            "poisoned from day {cut} on"
        );
    }
    Ok(())
}

/// Everything in one batch, of which the last days are not there, says what was said day by day.
#[test]
fn a_history_that_is_cut_says_the_same_up_to_its_end() -> anyhow::Result<()> {
    let days = history::days()?;
    let cut = days.len() - 3_000;
    let truncated = hear(&mut fresh()?, &Event::Observed(days[..cut].concat()));
    let said: Vec<&OriginForecasts> = whole()?.said[..cut].iter().flatten().collect();
    assert!(truncated.len() > 1_000, "{} origins", truncated.len());
    assert!(truncated.iter().eq(said), "cut at day {cut}");
    Ok(())
}

#[test]
fn learning_day_by_day_across_restarts_equals_one_replay() -> anyhow::Result<()> {
    let events = history::events()?;
    let mut incremental = fresh()?;
    let restarts = places(40, events.len());
    let mut said = Vec::new();
    for (index, event) in events.iter().enumerate() {
        said.push(hear(&mut incremental, event));
        if restarts.contains(&index) {
            incremental = restart(&incremental)?;
        }
    }
    let replayed = whole()?;
    let other = replayed.said.iter().zip(&said).position(|(replayed, incremental)| replayed != incremental);
    assert_eq!((other, replayed.said.len()), (None, said.len()), "the first event that differs");
    assert_eq!(replayed.digest, encode(&incremental).digest());
    Ok(())
}

fn restart(forecaster: &Forecaster) -> anyhow::Result<Forecaster> {
    let Snapshot { manifest, parts } = encode(forecaster);
    let bytes = |name: &str| parts.iter().find(|part| part.name == name).map(|part| part.bytes.clone());
    Ok(decode(&manifest, |part| bytes(&part.name))?)
}

#[test]
fn contributions_sum_to_every_point_in_bits() -> anyhow::Result<()> {
    let mut checked = 0;
    let said = whole()?.said.iter().flatten();
    for forecast in said.flat_map(|issued| &issued.forecasts) {
        let says = &forecast.prediction;
        let sum = says.contributions.iter().fold(says.base, |sum, contribution| sum + contribution);
        assert_eq!(sum.to_bits(), says.point().to_bits());
        assert!(forecast.quantiles.windows(2).all(|pair| pair[0] < pair[1]), "quantiles in order");
        checked += 1;
    }
    assert!(checked > 30_000, "{checked} forecasts");
    Ok(())
}

/// The numbers of this engine revision. To renew them, raise `ENGINE_REVISION` and set `PARIDAD_BLESS`.
#[test]
fn the_golden_replay_is_reproduced_exactly() -> anyhow::Result<()> {
    let replayed = whole()?;
    let last = replayed.said.iter().flatten().next_back().context("nothing was said")?;
    let found = golden(last, &hex::encode(replayed.digest));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/golden/replay.json");
    if std::env::var_os("PARIDAD_BLESS").is_some() {
        let old: Value = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
        let is_new = old["engine_revision"].as_u64() < found["engine_revision"].as_u64();
        ensure!(is_new || old == found, "the numbers moved: raise ENGINE_REVISION first");
        std::fs::write(&path, serde_json::to_string_pretty(&found)? + "\n")?;
    }
    let expected: Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    assert_eq!(found, expected);
    Ok(())
}

fn golden(issued: &OriginForecasts, digest: &str) -> Value {
    let forecasts: Vec<Value> = issued
        .forecasts
        .iter()
        .map(|forecast| {
            json!({
                "horizon": u16::from(forecast.horizon),
                "target_day": forecast.target_day,
                "point": forecast.prediction.point(),
                "quantiles": forecast.quantiles,
            })
        })
        .collect();
    json!({
        "engine_revision": ENGINE_REVISION,
        "origin": issued.origin.day,
        "snapshot": digest,
        "forecasts": forecasts,
    })
}
