//! How good the forecasts have been, against the random walk: by horizon, and by how calm the market was.

use super::notice::once_loaded;
use super::table::table;
use crate::api;
use crate::json::read;
use crate::load::use_load;
use crate::locale::{Locale, use_locale};
use crate::text::fill;
use paridad_wire::{Ratio, ScoreRow, Scores as Answer, Significance};
use yew::prelude::*;

/// The regimes, each with a column of its own.
const REGIMES: [&str; 3] = ["calm", "usual", "stormy"];

/// From here on a difference from the random walk counts as more than chance.
const SIGNIFICANT: f64 = 0.05;

read! {
    Ratio { value, relative }
    Significance { statistic, p_value }
    ScoreRow {
        horizon, regime, count, independent, crps, pinball, tail_pinball, winkler80, winkler95, rmse, mae, cover80, cover95,
        pit, significance
    }
    Answer { rows; in provenance }
}

/// What the section depends on.
#[derive(Properties, PartialEq)]
pub(crate) struct ScoresProps {
    /// Grows when another version speaks.
    pub(crate) epoch: u32,
}

/// The section on scores.
#[function_component]
pub(crate) fn Scores(props: &ScoresProps) -> Html {
    let locale = use_locale();
    let (text, language) = (locale.text, locale.language);
    let answer = use_load(props.epoch.to_string(), move || api::get("/api/v1/scores", language));
    html! {
        <section id="scores" class="card" aria-labelledby="scores-title">
            <h2 id="scores-title">{ text.scores }</h2>
            <p class="lead">{ text.scores_lead }</p>
            { once_loaded(&answer, &locale, |answer| shown(answer, &locale)) }
        </section>
    }
}

fn shown(answer: &Answer, locale: &Locale) -> Html {
    let text = locale.text;
    let heads = [
        text.days,
        text.judged,
        text.all_regimes,
        "t",
        text.calm,
        text.usual,
        text.stormy,
        text.cover80,
        text.cover95,
    ];
    let whole = answer.rows.iter().filter(|row| row.regime.is_none());
    html! {
        <>
            { table(text.scores, &heads, whole.map(|row| horizon_row(row, &answer.rows, locale)).collect()) }
            <p id="skill">{ skill(&answer.rows, locale) }</p>
            <p class="quiet">{ text.scores_note }</p>
        </>
    }
}

fn horizon_row(whole: &ScoreRow, rows: &[ScoreRow], locale: &Locale) -> Html {
    let format = &locale.format;
    let relative = |row: Option<&ScoreRow>| {
        let ratio = row.and_then(|row| row.crps.relative);
        ratio.map_or_else(|| "—".to_owned(), |ratio| format.number(ratio, 3))
    };
    let regimes = REGIMES.map(|regime| {
        let own =
            rows.iter().find(|row| row.horizon == whole.horizon && row.regime.as_deref() == Some(regime));
        html! { <td>{ relative(own) }</td> }
    });
    let statistic =
        whole.significance.map_or_else(|| "—".to_owned(), |test| format.signed(test.statistic, 1));
    html! {
        <tr data-horizon={whole.horizon.to_string()}>
            <th scope="row">{ whole.horizon }</th>
            <td>{ format.number(whole.count.into(), 0) }</td>
            <td class="strong">{ relative(Some(whole)) }</td>
            <td>{ statistic }</td>
            { for regimes }
            <td>{ format.percent(whole.cover80) }</td>
            <td>{ format.percent(whole.cover95) }</td>
        </tr>
    }
}

/// At which horizons it has been better by more than chance, in plain words, and what is not claimed.
fn skill(rows: &[ScoreRow], locale: &Locale) -> String {
    let whole = rows.iter().filter(|row| row.regime.is_none() && is_better(row));
    let days: Vec<String> = whole.map(|row| row.horizon.to_string()).collect();
    if days.is_empty() {
        return locale.text.scores_no_skill.to_owned();
    }
    fill(locale.text.scores_skill, &[("days", &days.join(", "))])
}

fn is_better(row: &ScoreRow) -> bool {
    row.significance.is_some_and(|test| test.p_value < SIGNIFICANT && test.statistic < 0.0)
}
