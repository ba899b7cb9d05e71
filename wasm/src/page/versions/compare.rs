//! Two versions beside each other: their fans, how good each has been, and what the later one says differently.

use crate::address::Which;
use crate::api::{self, Failure};
use crate::chart::Beside;
use crate::engine;
use crate::load::use_load;
use crate::locale::Locale;
use crate::part::{Shown, fan_figure, interval, once_loaded, row, table};
use crate::reader::use_reader;
use crate::shared::Shared;
use crate::words::fill;
use paridad_engine::time::horizon::Horizon;
use paridad_exchange::engine::{Asked, Step};
use paridad_wire::{Change, Point, ScoreRow, Scores};
use yew::prelude::*;

/// The horizons whose scores are compared.
const SCORED: [u16; 5] = [1, 5, 21, 63, 252];

/// The two versions.
#[derive(Properties, PartialEq)]
pub(super) struct CompareProps {
    /// The earlier and the later one.
    pub(super) pair: (u64, u64),
}

/// What is known of one of them.
#[derive(Debug, PartialEq)]
struct Side {
    number: u64,
    steps: Vec<Step>,
    scores: Vec<ScoreRow>,
}

/// The comparison.
#[function_component]
pub(super) fn Compare(props: &CompareProps) -> Html {
    let Some(reader) = use_reader() else { return Html::default() };
    let (earlier, later) = props.pair;
    let (language, horizon) = (reader.locale.language, reader.address().horizon);
    let key = format!("{earlier} {later} {} {}", horizon.days(), language.code());
    let target = reader.status.as_ref().map(|status| status.provenance.target.clone());
    let sides_key = target.as_ref().map(|target| format!("{key} {target}"));
    let sides = use_load(sides_key, move || async move {
        let sides = (side(earlier, horizon, language).await?, side(later, horizon, language).await?);
        let from = sides.0.steps.first().map(|step| step.day);
        let history = api::series(&target.unwrap_or_default(), from, language).await?;
        Ok((sides, history.points))
    });
    let change = use_load(Some(key), move || async move {
        let path = format!("/api/v1/change?from={earlier}&to={later}&horizon={}", horizon.days());
        api::get::<Change>(&path, language).await
    });
    let locale = &reader.locale;
    let words = locale.words.versions;
    let numbers = [earlier.to_string(), later.to_string()];
    let title = fill(words.compare_title, &[("from", &numbers[0]), ("to", &numbers[1])]);
    html! {
        <section class="card" id="compare" aria-labelledby="compare-title">
            <h2 id="compare-title">{ title }</h2>
            { once_loaded(&sides, locale, |found| both(&found.0, &found.1, locale)) }
            { once_loaded(&change, locale, |change| moved(change, locale)) }
        </section>
    }
}

/// All that is asked of one version.
async fn side(number: u64, horizon: Horizon, language: crate::address::Language) -> Result<Side, Failure> {
    let which = Which::Version(number);
    let speaker = engine::open(&api::snapshot(&which, language).await?).await?;
    let (supposed, levels) = (Vec::new(), Vec::new());
    let asked = Asked { snapshot: speaker.snapshot, horizon: horizon.into(), supposed, levels, why: false };
    let steps = engine::scene(&asked).await?.base.steps;
    let scores: Scores = api::get(&format!("/api/v1/scores{}", which.query('?')), language).await?;
    Ok(Side { number, steps, scores: scores.rows })
}

fn both((earlier, later): &(Side, Side), history: &[Point], locale: &Locale) -> Html {
    let words = locale.words.versions;
    let name = |side: &Side| fill(words.version, &[("number", &side.number.to_string())]);
    let beside = Beside { kind: "past", name: name(earlier), steps: earlier.steps.clone() };
    let relative = |side: &Side, horizon: u16| {
        let found = side.scores.iter().find(|row| row.horizon == horizon && row.regime.is_none());
        let ratio = found.and_then(|row| row.crps.relative);
        ratio.map_or_else(|| "—".to_owned(), |ratio| locale.format.number(ratio, 3))
    };
    let rows = SCORED.map(|horizon| {
        row(locale.horizon(horizon.into()), vec![relative(earlier, horizon), relative(later, horizon)])
    });
    let (first, second) = (name(earlier), name(later));
    let base = Shared::new(later.steps.clone());
    let (history, beside) = (Shared::new(history.to_vec()), Shared::new(vec![beside]));
    let figure = Shown { history, base, scenario: None, beside };
    html! {
        <>
            <p><strong>{ &first }</strong>{ ": " }{ interval(&earlier.steps, locale) }</p>
            <p><strong>{ &second }</strong>{ ": " }{ interval(&later.steps, locale) }</p>
            { fan_figure(figure, locale) }
            <h3>{ words.compare_scores }</h3>
            { table(words.compare_scores, &[locale.words.shell.horizon, &first, &second], rows.to_vec()) }
            <p class="quiet">{ words.compare_note }</p>
        </>
    }
}

/// By how much the later one says something else, by cause.
fn moved(change: &Change, locale: &Locale) -> Html {
    let (words, why, format) = (locale.words.versions, locale.words.why, &locale.format);
    let columns = [&change.low80, &change.point, &change.high80];
    let rows = change.point.parts.iter().enumerate().map(|(place, part)| {
        let cells = columns
            .map(|own| own.parts.get(place).map(|part| format.centavos(part.rate)).unwrap_or_default());
        row(locale.words.cause(&part.cause), cells.to_vec())
    });
    html! {
        <>
            <h3>{ words.compare_change }</h3>
            { table(words.compare_change, &[why.cause, why.adds_low, why.mean, why.adds_high], rows.collect()) }
        </>
    }
}
