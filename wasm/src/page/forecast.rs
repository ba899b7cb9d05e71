//! What is expected: the fan over the history, its numbers, how likely a rate is, and what a loan may cost.

mod kept;
mod loan;
mod ranges;
mod readouts;
mod taken;

use crate::address::Which;
use crate::api::{self, Failure};
use crate::chart::Beside;
use crate::engine;
use crate::format::Format;
use crate::load::{Load, Loaded, use_load};
use crate::part::{
    Matrix, Shown, ends, failed, fan_figure, interval, matrix, once_loaded, round_levels, row, skeleton,
    skew, table, use_levels,
};
use crate::part::{PageProps, use_ready};
use crate::reader::{Reader, use_reader, use_scene};
use crate::shared::Shared;
use crate::words::fill;
use chrono::Months;
use kept::Kept;
use loan::Loan;
use paridad_exchange::engine::{Asked, Scene, Step};
use paridad_wire::Point;
use ranges::ranges;
use readouts::Readouts;
use taken::taken;
use yew::prelude::*;

/// How many months ago the fans lie that may be drawn over what came.
const AGO: [u32; 3] = [1, 3, 6];

/// The page.
#[function_component]
pub(crate) fn Forecast(props: &PageProps) -> Html {
    let Some(reader) = use_reader() else { return Html::default() };
    let (kept, onlevels) = use_levels();
    let levels = asked_levels(&reader, kept);
    let scene = use_scene(&reader, levels.clone(), false);
    let history = use_points(&reader);
    let ago = use_state_eq(|| None::<u32>);
    let past = use_past(&reader, *ago);
    use_ready(&props.onready, scene.is_some());
    let locale = &reader.locale;
    let Some(scene) = scene else { return waiting(&reader) };
    let beside = past.load.ready().map(|steps| {
        let months = locale.format.whole(ago.unwrap_or_default() as usize);
        let name = fill(locale.words.forecast.ago_name, &[("months", &months)]);
        vec![Beside { kind: "past", name, steps: steps.to_vec() }]
    });
    let shown = scene.scenario.as_ref().unwrap_or(&scene.base);
    let class = classes!("sentence", scene.scenario.is_some().then_some("scenario-text"));
    let picture = |history: &Shared<Vec<Point>>| {
        let (base, scenario) =
            (steps(&scene.base.steps), scene.scenario.as_ref().map(|own| steps(&own.steps)));
        let beside = Shared::new(beside.clone().unwrap_or_default());
        fan_figure(Shown { history: history.clone(), base, scenario, beside }, locale)
    };
    html! {
        <div class="with-rail" id="forecast-page">
            <section class="card" id="forecast" aria-labelledby="forecast-title">
                <div class="card-head">
                    <h1 id="forecast-title">{ locale.words.shell.forecast }</h1>
                    { ranges(&reader) }
                </div>
                <p {class} id="interval">{ interval(&shown.steps, locale) }</p>
                <p class="quiet" id="skew">{ skew(&shown.steps, locale) }</p>
                { once_loaded(&history, locale, picture) }
                { past_choice(&ago, &past, &reader) }
                { taken(&reader, &scene) }
            </section>
            <div class="rail">
                <section class="card" aria-labelledby="numbers-title">
                    <h2 id="numbers-title">{ locale.words.forecast.numbers }</h2>
                    { numbers(&scene, &reader) }
                </section>
                <section class="card" aria-label={locale.words.forecast.matrix}>
                    { matrix(&Matrix { levels, base: &scene.base.matrix, chosen: scene.horizon, onlevels,
                        scenario: scene.scenario.as_ref().map(|own| &own.matrix[..]) }, locale) }
                </section>
                <Readouts scene={scene.clone()} />
                <Loan scene={scene.clone()} />
            </div>
        </div>
    }
}

/// What stands here until the engine has answered.
fn waiting(reader: &Reader) -> Html {
    match &reader.speaker {
        // Of a version of an older engine there is the record.
        Load::Failed(Failure::Problem(problem)) if problem.code == "record-only" => html! { <Kept /> },
        Load::Failed(failure) => failed(failure, &reader.retry, &reader.locale),
        Load::Waiting | Load::Ready(_) => skeleton(&reader.locale),
    }
}

fn steps(steps: &[Step]) -> Shared<Vec<Step>> {
    Shared::new(steps.to_vec())
}

/// The rates of the matrix: the one that an address asks about first, then the reader's own or round ones.
fn asked_levels(reader: &Reader, kept: Option<Vec<f64>>) -> Vec<f64> {
    let spot = reader.speaker.ready().map(|speaker| speaker.spot).unwrap_or_default();
    // A first look at how far it may go, until the fan is known: one part in twelve a quarter.
    let reach = spot / 12.0 * (reader.address().horizon.days() as f64 / 63.0).sqrt();
    kept.unwrap_or_else(|| round_levels(spot, [spot - reach, spot + reach]))
}

/// The history of the rate, as far back as is looked at.
#[hook]
fn use_points(reader: &Reader) -> Loaded<Vec<Point>> {
    let address = reader.address();
    let origin = reader.speaker.ready().map(|speaker| speaker.origin);
    let target = reader.status.as_ref().map(|status| status.provenance.target.clone());
    let language = reader.locale.language;
    let from = origin.and_then(|origin| address.range.first_day(origin));
    let key = origin.zip(target.clone()).map(|_| format!("{} {}", reader.key(), address.range.code()));
    use_load(key, move || async move {
        api::series(&target.unwrap_or_default(), from, language).await.map(|series| series.points)
    })
}

/// The fan of so many months ago, where the reader wants to see it.
#[hook]
fn use_past(reader: &Reader, months: Option<u32>) -> Loaded<Vec<Step>> {
    let (language, horizon) = (reader.locale.language, reader.address().horizon);
    let day = reader
        .speaker
        .ready()
        .zip(months)
        .and_then(|(speaker, months)| speaker.origin.checked_sub_months(Months::new(months)));
    let key = day.map(|day| format!("{day} {}", horizon.days()));
    use_load(key, move || async move {
        let which = day.map_or(Which::Speaking, |day| Which::AsOf(day.to_string()));
        let speaker = engine::open(&api::snapshot(&which, language).await?).await?;
        let asked = Asked {
            snapshot: speaker.snapshot,
            horizon: horizon.into(),
            supposed: Vec::new(),
            levels: Vec::new(),
            why: false,
        };
        Ok(engine::scene(&asked).await?.base.steps)
    })
}

fn past_choice(ago: &UseStateHandle<Option<u32>>, past: &Loaded<Vec<Step>>, reader: &Reader) -> Html {
    let words = reader.locale.words.forecast;
    let choice = |months: Option<u32>| {
        let setter = ago.setter();
        let name = months.map_or_else(
            || words.ago_none.to_owned(),
            |months| fill(words.ago, &[("months", &reader.locale.format.whole(months as usize))]),
        );
        html! {
            <button type="button" aria-pressed={(**ago == months).to_string()} onclick={move |_| setter.set(months)}>{ name }</button>
        }
    };
    let choices = std::iter::once(None).chain(AGO.into_iter().map(Some)).map(choice);
    html! {
        <div class="line">
            <div class="choice" role="group" aria-label={words.past_fans}>{ for choices }</div>
            if let (Some(_), Load::Failed(failure)) = (**ago, &past.load) { { failed(failure, &past.retry, &reader.locale) } }
        </div>
    }
}

/// The middle and the intervals; with a scenario its own first.
fn numbers(scene: &Scene, reader: &Reader) -> Html {
    let (words, format) = (reader.locale.words.forecast, &reader.locale.format);
    let Some(last) = scene.base.steps.last() else { return Html::default() };
    let scenario = scene.scenario.as_ref().and_then(|own| own.steps.last());
    let cells =
        |read: &dyn Fn(&Step) -> String| scenario.into_iter().chain([last]).map(read).collect::<Vec<_>>();
    let band = |place: usize| {
        move |step: &Step| step.bands.get(place).map(|ends| format.interval(*ends)).unwrap_or_default()
    };
    let rows = vec![
        row(reader.locale.words.chart.middle, cells(&|step| format.end(step.median))),
        row(fill(words.of_hundred, &[("level", "50")]), cells(&band(2))),
        row(fill(words.of_hundred, &[("level", "80")]), cells(&band(1))),
        row(fill(words.of_hundred, &[("level", "95")]), cells(&band(0))),
        row(words.point, cells(&|step| format.end(step.point))),
    ];
    let own = if scenario.is_some() { vec![reader.locale.words.chart.scenario] } else { Vec::new() };
    let heads: Vec<&str> =
        std::iter::once(words.outcomes).chain(own).chain([reader.locale.words.shell.forecast]).collect();
    let is_extended = reader.speaker.ready().is_some_and(|speaker| scene.horizon > speaker.learned);
    html! {
        <>
            <p class="label">{ fill(words.for_day, &[("day", &format.day_long(last.day))]) }</p>
            <div id="intervals" data-low={Format::exact(ends(last)[0])} data-high={Format::exact(ends(last)[1])}>
                { table(words.numbers, &heads, rows) }
            </div>
            <p class="quiet">{ words.point_note }</p>
            if is_extended { <p id="extended" class="remark">{ words.extended }</p> }
        </>
    }
}
