//! Whether the inputs of the last year are distributed as those of the years before.

use super::card::behind;
use super::shift::{Shift, bar, by_change, shift};
use super::skill::p_value;
use super::verdict::changed;
use crate::chart::{pair, px};
use crate::locale::Locale;
use crate::part::{table, titled};
use crate::words::fill;
use paridad_wire::{Drift, FeatureDrift};
use yew::prelude::*;

/// The card.
pub(super) fn card(drift: &Drift, locale: &Locale) -> Html {
    let (words, format) = (locale.words.trust, &locale.format);
    let (told, open) = by_change(&drift.features);
    let days =
        [("current", format.whole(drift.current_days)), ("reference", format.whole(drift.reference_days))];
    let days = days.each_ref().map(|(name, value)| (*name, value.as_str()));
    let cells = |features: &[&FeatureDrift]| {
        let cells = features.iter().map(|feature| cell(feature, drift.psi_threshold, locale));
        html! { <ul class="shifts">{ for cells }</ul> }
    };
    html! {
        <section class="card" id="drift" aria-labelledby="drift-title">
            <h2 id="drift-title">{ words.drift }</h2>
            <p id="drift-count">{ changed(drift, locale) }</p>
            <p class="quiet">{ fill(words.drift_lead, &days) }</p>
            <p class="legend">
                <span class="key before-key">{ words.drift_before }</span>
                <span class="key now-key">{ words.drift_now }</span>
                <span class="key bar-key">{ words.drift_bar }</span>
            </p>
            { cells(&told) }
            if !open.is_empty() {
                { behind(fill(words.drift_undecided, &[("count", &format.whole(open.len()))]), cells(&open), words.drift_undecided_note) }
            }
            { behind(words.technical, numbers(&told, &open, locale), detail(drift, locale)) }
        </section>
    }
}

/// An input: its name, what there is to say of it, and how far it has moved against the threshold.
fn cell(feature: &FeatureDrift, threshold: f64, locale: &Locale) -> Html {
    let words = locale.words.trust;
    let (class, said, code) = match shift(feature) {
        Shift::Changed => ("badge warn", words.changed, Some("true")),
        Shift::Unchanged => ("badge", words.unchanged, Some("false")),
        Shift::Undecided => ("quiet", words.undecided, None),
    };
    html! {
        <li class="shift" data-feature={feature.feature.clone()} data-drifted={code}>
            <span class="shift-name" title={feature.feature.clone()}>{ locale.words.feature(&feature.feature) }</span>
            <span {class}>{ said }</span>
            if let Some(own) = &feature.distribution { { pair(&own.reference, &own.current) } }
            if let Some(psi) = feature.psi { { meter(psi, threshold, shift(feature)) } }
        </li>
    }
}

/// A bar whose middle is the threshold; the words beside it say the same.
fn meter(psi: f64, threshold: f64, shift: Shift) -> Html {
    let class = if shift == Shift::Changed { "moved far" } else { "moved" };
    html! {
        <svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
            <rect class="room" x="0" y="1" width="100" height="6" />
            <rect {class} x="0" y="1" width={px(100.0 * bar(psi, threshold))} height="6" />
            <line x1="50" x2="50" y1="0" y2="8" />
        </svg>
    }
}

fn detail(drift: &Drift, locale: &Locale) -> String {
    let format = &locale.format;
    let psi = format.number(drift.psi_threshold, 2);
    let p = format.number(drift.p_threshold, 2);
    fill(locale.words.trust.drift_detail, &[("psi", &psi), ("p", &p)])
}

fn numbers(told: &[&FeatureDrift], open: &[&FeatureDrift], locale: &Locale) -> Html {
    let (words, format) = (locale.words.trust, &locale.format);
    let number = |value: Option<f64>| value.map_or_else(|| "—".to_owned(), |value| format.number(value, 3));
    let line = |feature: &&FeatureDrift| {
        let said = match shift(feature) {
            Shift::Changed => words.changed,
            Shift::Unchanged => words.unchanged,
            Shift::Undecided => words.undecided,
        };
        let p = feature.ks_adjusted_p.map_or_else(|| "—".to_owned(), |p| p_value(p, locale));
        let cells = vec![number(feature.psi), number(feature.ks), p, said.to_owned()];
        titled(&feature.feature, locale.words.feature(&feature.feature), cells)
    };
    let heads = [words.feature, words.psi, words.ks, words.adjusted_p, words.verdict];
    table(words.drift_table, &heads, told.iter().chain(open).map(line).collect())
}
