//! What moves the mean: a waterfall where it moves at all, else the sentence that there is no direction.

use crate::chart::{BarKind, WaterfallChart, Way, bars};
use crate::locale::Locale;
use crate::part::{ends, row, table, titled};
use crate::shared::Shared;
use crate::words::fill;
use paridad_exchange::engine::{Reason, Scene, Sight, Why};
use yew::prelude::*;

/// How many features have a bar of their own.
const LARGEST: usize = 8;

/// From which share of half the width on a move is a direction.
const DIRECTION: f64 = 0.02;

/// The section.
pub(super) fn point(scene: &Scene, locale: &Locale) -> Html {
    let sight = scene.scenario.as_ref().unwrap_or(&scene.base);
    let Some(why) = &sight.why else { return Html::default() };
    let words = locale.words.why;
    let moves = sight.point - sight.spot;
    let half = sight.steps.last().map_or(0.0, |step| (ends(step)[1] - ends(step)[0]) / 2.0);
    let has_direction = moves.abs() > DIRECTION * half;
    html! {
        <section class="card" id="point-section" aria-labelledby="point-title">
            <h2 id="point-title">{ words.point }</h2>
            if scene.scenario.is_some() { <p class="badge scenario-badge">{ words.explains_scenario }</p> }
            <p class="sentence" id="why-point">{ sentence(moves, sight, has_direction, locale) }</p>
            if has_direction { { waterfall(sight, why, locale) } }
            <p id="sum-check" data-equal={why.sums.to_string()}>
                <span class={if why.sums { "badge" } else { "badge bad" }}>
                    { if why.sums { words.sum_equal } else { words.sum_differs } }
                </span>
            </p>
            <details>
                <summary>{ words.point_table }</summary>
                { contributions(why, locale) }
                <p class="quiet">{ words.sum_detail }</p>
            </details>
        </section>
    }
}

fn sentence(moves: f64, sight: &Sight, has_direction: bool, locale: &Locale) -> String {
    let (words, format) = (locale.words.why, &locale.format);
    let template = match (has_direction, moves > 0.0) {
        (false, _) => words.no_direction,
        (true, true) => words.dearer,
        (true, false) => words.cheaper,
    };
    let percent = format!("{} %", format.signed(100.0 * moves / sight.spot, 1));
    fill(template, &[("change", &format.centavos(moves)), ("percent", &percent)])
}

fn waterfall(sight: &Sight, why: &Why, locale: &Locale) -> Html {
    let words = locale.words.why;
    let parts: Vec<f64> = why.point.iter().map(|reason| reason.pesos).collect();
    let way = Way { start: sight.spot, base: Some(why.base.pesos), end: sight.point };
    let bars = bars(&way, &parts, LARGEST);
    let names = bars.iter().map(|bar| match bar.kind {
        BarKind::Start => words.spot.to_owned(),
        BarKind::Base => words.base.to_owned(),
        BarKind::Feature(index) => locale.words.feature(&why.point[index].name),
        BarKind::Rest(count) => fill(words.rest, &[("count", &locale.format.whole(count))]),
        BarKind::End => words.mean.to_owned(),
    });
    let names = Shared::new(names.collect());
    html! {
        <figure>
            <WaterfallChart id="waterfall" bars={Shared::new(bars)} {names} described_by="why-point" />
            <p class="legend">
                <span class="key up">{ "+ " }{ words.depreciates }</span>
                <span class="key down">{ "\u{2212} " }{ words.appreciates }</span>
            </p>
        </figure>
    }
}

fn contributions(why: &Why, locale: &Locale) -> Html {
    let (words, format) = (locale.words.why, &locale.format);
    let effect = |pesos: f64| if pesos > 0.0 { words.depreciates } else { words.appreciates };
    let is_shown = |reason: &&Reason| reason.pesos != 0.0;
    let cells = |reason: &Reason| vec![format.centavos(reason.pesos), effect(reason.pesos).to_owned()];
    let mut rows = vec![row(words.base, vec![format.centavos(why.base.pesos), String::new()])];
    let features = why.point.iter().filter(is_shown);
    rows.extend(features.map(|own| titled(&own.name, locale.words.feature(&own.name), cells(own))));
    let silent = why.point.iter().filter(|reason| !is_shown(reason)).count();
    html! {
        <>
            { table(words.point_table, &[words.feature, words.adds, words.effect], rows) }
            <p class="quiet">{ fill(words.silent, &[("count", &format.whole(silent))]) }</p>
        </>
    }
}
