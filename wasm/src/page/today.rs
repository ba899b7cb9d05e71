//! Today: what there is to know in the morning, read from one answer of the server.

mod cards;
mod head;

use crate::api;
use crate::chart::Beside;
use crate::digits::plain;
use crate::load::use_load;
use crate::part::{Matrix, Shown, fan_figure, interval, matrix, once_loaded, skew, use_levels};
use crate::part::{PageProps, use_ready};
use crate::reader::{Reader, use_reader};
use crate::shared::Shared;
use cards::cards;
use head::head;
use paridad_exchange::engine::{Likelihood, MatrixRow, Step};
use paridad_wire::{FanStep, Today as Answer};
use yew::prelude::*;

/// The page.
#[function_component]
pub(crate) fn Today(props: &PageProps) -> Html {
    let Some(reader) = use_reader() else { return Html::default() };
    let (kept, onlevels) = use_levels();
    let path = path(&reader, kept.as_deref());
    let language = reader.locale.language;
    let key = format!("{} {path}", reader.key());
    let answer = use_load(Some(key), move || async move { api::get::<Answer>(&path, language).await });
    use_ready(&props.onready, answer.load.ready().is_some());
    once_loaded(&answer, &reader.locale, |answer| shown(answer, &onlevels, &reader))
}

/// What is asked of the server.
fn path(reader: &Reader, levels: Option<&[f64]>) -> String {
    let levels = levels.map(|levels| levels.iter().map(|rate| plain(*rate)).collect::<Vec<_>>().join(","));
    let levels = levels.map(|levels| format!("&levels={levels}")).unwrap_or_default();
    format!("/api/v1/today?horizon={}{levels}", reader.address().horizon.days())
}

fn shown(answer: &Answer, onlevels: &Callback<Option<Vec<f64>>>, reader: &Reader) -> Html {
    let locale = &reader.locale;
    let fan = steps(&answer.fan);
    let yesterday = answer.yesterday.as_ref().map(|earlier| Beside {
        kind: "past",
        name: locale.words.today.yesterday_fan.to_owned(),
        steps: steps(&earlier.fan),
    });
    let beside = Shared::new(yesterday.into_iter().collect::<Vec<_>>());
    html! {
        <div class="today" id="today-page">
            { head(answer, reader) }
            <div class="with-rail">
                <section class="card" aria-labelledby="next-title">
                    <h2 id="next-title">{ locale.words.today.next }</h2>
                    <p class="sentence" id="interval">{ interval(&fan, locale) }</p>
                    <p class="quiet" id="skew">{ skew(&fan, locale) }</p>
                    { fan_figure(Shown { history: Shared::new(answer.history.clone()), base: Shared::new(fan), scenario: None, beside }, locale) }
                </section>
                <section class="card" aria-label={locale.words.forecast.matrix}>
                    { matrix(&Matrix { levels: answer.matrix.levels.clone(), base: &rows(answer), scenario: None,
                        chosen: answer.maturity.horizon, onlevels: onlevels.clone() }, locale) }
                </section>
            </div>
            { cards(answer, reader) }
        </div>
    }
}

/// The server's fan as the engine beside the page lays one out.
fn steps(fan: &[FanStep]) -> Vec<Step> {
    let step = |own: &FanStep| Step {
        horizon: own.horizon,
        day: own.day,
        point: own.point,
        median: own.median,
        bands: own.bands.to_vec(),
    };
    fan.iter().map(step).collect()
}

/// The same of the matrix.
fn rows(answer: &Answer) -> Vec<MatrixRow> {
    let row = |row: &paridad_wire::MatrixRow| MatrixRow {
        horizon: row.horizon,
        day: row.day,
        above: row.above.iter().map(|own| Likelihood { share: own.probability }).collect(),
    };
    answer.matrix.rows.iter().map(row).collect()
}
