//! What makes the fan wide: from the interval that no feature has touched to the one that is shown; where its ends lie, and how likely a
//! rate above some level is.

use crate::chart::{BarKind, WaterfallChart, Way, bars};
use crate::locale::Locale;
use crate::part::{row, table, titled};
use crate::shared::Shared;
use crate::words::fill;
use paridad_exchange::engine::{EndReason, Scene, Why};
use yew::prelude::*;

/// How many features have a bar of their own.
const LARGEST: usize = 6;

/// How many events of a kind are named by their days.
const SHOWN_DAYS: usize = 3;

/// What adds less, in pesos, has no line of its own in the table.
const LEAST: f64 = 0.001;

/// The section.
pub(super) fn width(scene: &Scene, level: f64, locale: &Locale) -> Html {
    let sight = scene.scenario.as_ref().unwrap_or(&scene.base);
    let Some(why) = &sight.why else { return Html::default() };
    let words = locale.words.why;
    let parts: Vec<f64> = why.ends.iter().map(|reason| reason.ends[1] - reason.ends[0]).collect();
    let whole = why.width_base + parts.iter().sum::<f64>();
    let bars = bars(&Way { start: why.width_base, base: None, end: whole }, &parts, LARGEST);
    let names = bars.iter().map(|bar| match bar.kind {
        BarKind::Start | BarKind::Base => words.width_start.to_owned(),
        BarKind::Feature(index) => name(&why.ends[index], locale),
        BarKind::Rest(count) => fill(words.rest, &[("count", &locale.format.whole(count))]),
        BarKind::End => words.width_end.to_owned(),
    });
    let names = Shared::new(names.collect());
    html! {
        <section class="card" id="width-section" aria-labelledby="width-title">
            <h2 id="width-title">{ words.width }</h2>
            if scene.scenario.is_some() { <p class="badge scenario-badge">{ words.explains_scenario }</p> }
            <p class="sentence" id="why-wide">{ sentence(why, whole, &parts, locale) }</p>
            <figure>
                <WaterfallChart id="width" bars={Shared::new(bars)} {names} described_by="why-wide" />
                <p class="legend">
                    <span class="key up">{ "+ " }{ words.widens }</span>
                    <span class="key down">{ "\u{2212} " }{ words.narrows }</span>
                </p>
            </figure>
            <p id="why-above">{ tail(why, sight.matrix.iter().find(|row| row.horizon == scene.horizon).and_then(|row| row.above.first()).map(|own| own.share), level, locale) }</p>
            <details>
                <summary>{ words.width_table }</summary>
                { all(why, level, locale) }
            </details>
        </section>
    }
}

/// A feature in words; one that counts events by what comes up to the horizon, and when.
pub(super) fn name(reason: &EndReason, locale: &Locale) -> String {
    let days: Vec<String> = reason.days.iter().take(SHOWN_DAYS).map(|day| locale.format.day(*day)).collect();
    match &reason.events {
        Some(calendar) if !days.is_empty() => locale.words.coming(calendar, &days.join(", ")),
        _ => locale.words.feature(&reason.name),
    }
}

/// The width and its strongest reasons in plain words.
fn sentence(why: &Why, whole: f64, parts: &[f64], locale: &Locale) -> String {
    let (words, format) = (locale.words.why, &locale.format);
    let mut sentences = vec![fill(words.wide, &[("width", &format.end(whole))])];
    let by_size = |a: &usize, b: &usize| parts[*a].total_cmp(&parts[*b]);
    let widest = (0..parts.len()).filter(|place| parts[*place] >= LEAST).max_by(by_size);
    let narrowest = (0..parts.len()).filter(|place| parts[*place] <= -LEAST).min_by(by_size);
    for (template, place) in [(words.widens_most, widest), (words.narrows_most, narrowest)] {
        if let Some(place) = place {
            let change = format.centavos(parts[place]);
            sentences.push(fill(template, &[("name", &name(&why.ends[place], locale)), ("change", &change)]));
        }
    }
    sentences.join(" ")
}

/// How likely the rate is to end above a level, and what says most about that.
fn tail(why: &Why, share: Option<f64>, level: f64, locale: &Locale) -> String {
    let (words, format) = (locale.words.why, &locale.format);
    let Some(share) = share else { return String::new() };
    let base = share - why.ends.iter().map(|reason| reason.above).sum::<f64>();
    let (rate, shown, plain) = (format.end(level), format.share(share), format.share(base));
    let first = fill(words.above, &[("rate", &rate), ("share", &shown), ("base", &plain)]);
    let most = why.ends.iter().max_by(|a, b| a.above.abs().total_cmp(&b.above.abs()));
    let Some(most) = most.filter(|reason| reason.above.abs() >= LEAST) else { return first };
    let change = format.signed(100.0 * most.above, 1);
    [first, fill(words.above_most, &[("name", &name(most, locale)), ("change", &change)])].join(" ")
}

/// What each feature adds to the width, to its ends and to the probability; what adds nothing is counted.
fn all(why: &Why, level: f64, locale: &Locale) -> Html {
    let (words, format) = (locale.words.why, &locale.format);
    let cells = |[low, high]: [f64; 2], above: Option<f64>| {
        let share = above.map(|above| format.signed(100.0 * above, 1)).unwrap_or_default();
        vec![format.centavos(high - low), format.centavos(low), format.centavos(high), share]
    };
    let adds =
        |reason: &&EndReason| reason.ends.iter().any(|end| end.abs() >= LEAST) || reason.above.abs() >= LEAST;
    let mut rows = vec![row(words.base, cells(why.ends_base, None))];
    rows.extend(
        why.ends
            .iter()
            .filter(adds)
            .map(|reason| titled(&reason.name, name(reason, locale), cells(reason.ends, Some(reason.above)))),
    );
    let silent = why.ends.iter().filter(|reason| !adds(reason)).count();
    let above = fill(words.adds_above, &[("rate", &format.end(level))]);
    let heads = [words.feature, words.adds_width, words.adds_low, words.adds_high, above.as_str()];
    html! {
        <>
            { table(words.width_table, &heads, rows) }
            <p class="quiet">{ fill(words.silent, &[("count", &format.whole(silent))]) }</p>
        </>
    }
}
