//! What if: levers beside the chart, sorted by how much they move, with the forecast always there to compare.

mod episode;
mod lever;
mod result;
mod shock;

use crate::api;
use crate::chart::Beside;
use crate::engine;
use crate::load::{Load, Loaded, use_load};
use crate::locale::Locale;
use crate::order::order;
use crate::part::{
    Matrix, Shown, failed, fan_figure, interval, matrix, once_loaded, round_levels, skeleton, skew,
    use_levels,
};
use crate::part::{PageProps, use_ready};
use crate::reader::{Reader, use_reader, use_scene};
use crate::shared::Shared;
use crate::state::Action;
use crate::words::fill;
use episode::EpisodeChoice;
use lever::lever;
use paridad_exchange::engine::{Asked, Lever, Scene};
use paridad_wire::{Episodes, Point};
use result::result;
use shock::Shock;
use yew::prelude::*;

/// What moves an end by less than this, in pesos, is folded away.
const DEAD: f64 = 0.001;

/// What comes first, whatever it moves.
const FIRST: [&str; 3] = ["spot", "volatility", "half_forward"];

/// The page.
#[function_component]
pub(crate) fn WhatIf(props: &PageProps) -> Html {
    let Some(reader) = use_reader() else { return Html::default() };
    let (kept, onlevels) = use_levels();
    let speaker = reader.speaker.ready().cloned();
    let spot = speaker.as_ref().map(|speaker| speaker.spot).unwrap_or_default();
    let reach = spot / 12.0 * (reader.address().horizon.days() as f64 / 63.0).sqrt();
    let levels = kept.unwrap_or_else(|| round_levels(spot, [spot - reach, spot + reach]));
    let scene = use_scene(&reader, levels.clone(), false);
    let offered = use_offered(&reader);
    let history = use_points(&reader);
    let episodes = use_episodes(&reader);
    use_ready(&props.onready, scene.is_some());
    let locale = &reader.locale;
    let Some(scene) = scene else {
        return match &reader.speaker {
            Load::Failed(failure) => failed(failure, &reader.retry, locale),
            _ => skeleton(locale),
        };
    };
    let way = episode::way(episodes.load.ready().map(|found| &**found), speaker.as_deref(), &reader);
    let beside = Shared::new(way.into_iter().collect::<Vec<_>>());
    let shown = scene.scenario.as_ref().unwrap_or(&scene.base);
    let class = classes!("sentence", scene.scenario.is_some().then_some("scenario-text"));
    html! {
        <div class="with-rail what-if" id="what-if-page">
            <section class="card stays" id="scenario" aria-labelledby="scenario-title">
                <h1 id="scenario-title">{ locale.words.shell.what_if }</h1>
                <p {class} id="interval">{ interval(&shown.steps, locale) }</p>
                <p class="quiet" id="skew">{ skew(&shown.steps, locale) }</p>
                { result(&scene, &reader) }
                { once_loaded(&history, locale, |history| picture(history, &scene, &beside, locale)) }
                { matrix(&Matrix { levels, base: &scene.base.matrix, chosen: scene.horizon, onlevels,
                        scenario: scene.scenario.as_ref().map(|own| &own.matrix[..]) }, locale) }
            </section>
            <div class="rail">
                <section class="card" aria-labelledby="levers-title">
                    <div class="card-head">
                        <h2 id="levers-title">{ locale.words.what_if.levers }</h2>
                        { reset(&reader) }
                    </div>
                    <EpisodeChoice episodes={episodes.load.clone()} retry={episodes.retry.clone()} />
                    <Shock />
                    { once_loaded(&offered, locale, |offered| levers(offered, &reader)) }
                    { missing(speaker.as_ref().map(|speaker| &speaker.missing[..]).unwrap_or_default(), locale) }
                </section>
            </div>
        </div>
    }
}

fn picture(
    history: &Shared<Vec<Point>>,
    scene: &Scene,
    beside: &Shared<Vec<Beside>>,
    locale: &Locale,
) -> Html {
    let (history, base, beside) = (history.clone(), Shared::new(scene.base.steps.clone()), beside.clone());
    let scenario = scene.scenario.as_ref().map(|own| Shared::new(own.steps.clone()));
    fan_figure(Shown { history, base, scenario, beside }, locale)
}

/// What may be supposed at the horizon that is looked at.
#[hook]
fn use_offered(reader: &Reader) -> Loaded<Vec<Lever>> {
    let horizon = reader.address().horizon;
    let snapshot = reader.speaker.ready().map(|speaker| speaker.snapshot.clone());
    let key = snapshot.as_ref().map(|snapshot| format!("{snapshot} {}", horizon.days()));
    use_load(key, move || async move {
        let snapshot = snapshot.unwrap_or_default();
        let (supposed, levels) = (Vec::new(), Vec::new());
        engine::levers(&Asked { snapshot, horizon: horizon.into(), supposed, levels, why: false }).await
    })
}

/// Episodes of the past that the archive knows.
#[hook]
fn use_episodes(reader: &Reader) -> Loaded<Episodes> {
    let language = reader.locale.language;
    use_load(Some(language.code().to_owned()), move || api::get("/api/v1/episodes", language))
}

/// Half a year of the rate.
#[hook]
fn use_points(reader: &Reader) -> Loaded<Vec<Point>> {
    let origin = reader.speaker.ready().map(|speaker| speaker.origin);
    let target = reader.status.as_ref().map(|status| status.provenance.target.clone());
    let language = reader.locale.language;
    let from = origin.and_then(|origin| crate::address::Range::HalfYear.first_day(origin));
    let key = origin.zip(target.clone()).map(|_| reader.key());
    use_load(key, move || async move {
        api::series(&target.unwrap_or_default(), from, language).await.map(|series| series.points)
    })
}

fn reset(reader: &Reader) -> Html {
    let act = reader.act.clone();
    html! {
        <button type="button" id="scenario-reset" disabled={reader.address().supposed.is_empty()}
            onclick={move |_| act.emit(Action::ForgetAll)}>{ reader.locale.words.what_if.reset }</button>
    }
}

/// The levers: what comes first, then by effect, and what moves nothing folded away.
fn levers(offered: &[Lever], reader: &Reader) -> Html {
    let words = reader.locale.words.what_if;
    let rank = |place: usize| {
        let kind = offered[place].kind.as_str();
        FIRST.iter().position(|first| *first == kind).unwrap_or(FIRST.len())
    };
    let sorted = order(offered.len(), &|a, b| {
        rank(a).cmp(&rank(b)).then(offered[b].effect.total_cmp(&offered[a].effect))
    });
    let is_moved = |own: &Lever| reader.address().supposed.iter().any(|supposed| supposed.key == own.key);
    let (alive, dead): (Vec<&Lever>, Vec<&Lever>) =
        sorted.into_iter().map(|place| &offered[place]).partition(|own| own.effect >= DEAD || is_moved(own));
    let count = reader.locale.format.whole(dead.len());
    html! {
        <div class="levers">
            { for alive.into_iter().map(|own| lever(own, reader)) }
            if !dead.is_empty() {
                <details>
                    <summary>{ fill(words.dead, &[("count", &count)]) }</summary>
                    { for dead.into_iter().map(|own| lever(own, reader)) }
                </details>
            }
        </div>
    }
}

fn missing(names: &[String], locale: &Locale) -> Html {
    if names.is_empty() {
        return Html::default();
    }
    let names: Vec<String> = names.iter().map(|name| locale.words.feature(name)).collect();
    html! { <p class="quiet">{ fill(locale.words.what_if.missing, &[("names", &names.join(", "))]) }</p> }
}
