//! How the features of the last days compare with those before, and the alarms on the residuals.

use super::notice::once_loaded;
use super::table::table;
use crate::api;
use crate::json::read;
use crate::load::use_load;
use crate::locale::{Locale, use_locale};
use crate::order::order;
use crate::text::{feature_name, fill};
use paridad_wire::{Alarm, Drift as Answer, FeatureDrift};
use yew::prelude::*;

/// How many alarms are listed.
const ALARMS: usize = 6;

read! {
    FeatureDrift { feature, reference, current, psi, ks, ks_adjusted_p, drifted }
    Alarm { day, watched, detector }
    Answer {
        reference_days, current_days, psi_threshold, p_threshold, features, residuals_seen, alarms; in provenance
    }
}

/// What the section depends on.
#[derive(Properties, PartialEq)]
pub(crate) struct DriftProps {
    /// Grows when another version speaks.
    pub(crate) epoch: u32,
}

/// The section on drift.
#[function_component]
pub(crate) fn Drift(props: &DriftProps) -> Html {
    let locale = use_locale();
    let language = locale.language;
    let answer = use_load(props.epoch.to_string(), move || api::get("/api/v1/drift", language));
    html! {
        <section id="drift" class="card" aria-labelledby="drift-title">
            <h2 id="drift-title">{ locale.text.drift }</h2>
            { once_loaded(&answer, &locale, |answer| shown(answer, &locale)) }
        </section>
    }
}

fn shown(answer: &Answer, locale: &Locale) -> Html {
    let Locale { text, format, .. } = locale;
    let drifted = answer.features.iter().filter(|feature| feature.drifted == Some(true)).count();
    let lead = [
        ("current", format.whole(answer.current_days)),
        ("reference", format.whole(answer.reference_days)),
        ("psi", format.number(answer.psi_threshold, 2)),
        ("p", format.number(answer.p_threshold, 2)),
    ];
    let lead = lead.each_ref().map(|(name, value)| (*name, value.as_str()));
    let count = [("count", format.whole(drifted)), ("all", format.whole(answer.features.len()))];
    let count = count.each_ref().map(|(name, value)| (*name, value.as_str()));
    html! {
        <>
            <p class="lead">{ fill(text.drift_lead, &lead) }</p>
            <p class="strong" id="drift-count">{ fill(text.drift_count, &count) }</p>
            { feature_table(&answer.features, locale) }
            <p class="quiet">{ text.drift_note }</p>
            { alarms(answer, locale) }
        </>
    }
}

fn feature_table(features: &[FeatureDrift], locale: &Locale) -> Html {
    let text = locale.text;
    let heads = [text.feature, text.psi, text.ks, text.adjusted_p, text.changed];
    table(text.drift, &heads, by_psi(features).into_iter().map(|feature| row(feature, locale)).collect())
}

/// The features, the most changed first; those with too few values last.
fn by_psi(features: &[FeatureDrift]) -> Vec<&FeatureDrift> {
    let key = |index: usize| features[index].psi.unwrap_or(f64::NEG_INFINITY);
    let sorted = order(features.len(), &|a, b| key(b).total_cmp(&key(a)));
    sorted.into_iter().map(|index| &features[index]).collect()
}

fn row(feature: &FeatureDrift, locale: &Locale) -> Html {
    let Locale { text, format, language } = locale;
    let number = |value: Option<f64>, digits| {
        value.map_or_else(|| "—".to_owned(), |value| format.number(value, digits))
    };
    let changed = match feature.drifted {
        None => html! { <span class="quiet">{ text.few_values }</span> },
        Some(true) => html! { <span class="badge warn">{ text.yes }</span> },
        Some(false) => html! { { text.no } },
    };
    html! {
        <tr data-feature={feature.feature.clone()} data-drifted={feature.drifted.map(|drifted| drifted.to_string())}>
            <th scope="row" title={feature.feature.clone()}>{ feature_name(&feature.feature, *language) }</th>
            <td>{ number(feature.psi, 3) }</td>
            <td>{ number(feature.ks, 3) }</td>
            <td>{ feature.ks_adjusted_p.map_or_else(|| "—".to_owned(), |p| p_value(p, locale)) }</td>
            <td>{ changed }</td>
        </tr>
    }
}

/// A p value; one that would be written as zero is said to be less than the least that can be written.
fn p_value(p: f64, locale: &Locale) -> String {
    const LEAST: f64 = 0.0001;
    if p < LEAST { format!("< {}", locale.format.number(LEAST, 4)) } else { locale.format.number(p, 4) }
}

fn alarms(answer: &Answer, locale: &Locale) -> Html {
    let Locale { text, format, .. } = locale;
    let (count, seen) = (format.whole(answer.alarms.len()), format.number(answer.residuals_seen.into(), 0));
    let lead = if answer.alarms.is_empty() {
        fill(text.alarms_none, &[("count", &seen)])
    } else {
        fill(text.alarms_some, &[("count", &count), ("seen", &seen)])
    };
    let alarm = |alarm: &Alarm| html! { <li>{ alarm_words(alarm, locale) }</li> };
    html! {
        <>
            <h3>{ text.alarms }</h3>
            <p>{ lead }</p>
            <ul class="alarms">{ for answer.alarms.iter().rev().take(ALARMS).map(alarm) }</ul>
        </>
    }
}

fn alarm_words(alarm: &Alarm, locale: &Locale) -> String {
    let watched = match alarm.watched.as_str() {
        "residual" => locale.text.watched_residual,
        "size" => locale.text.watched_size,
        other => other,
    };
    let detector = match alarm.detector.as_str() {
        "adwin" => "ADWIN",
        "page_hinkley" => "Page-Hinkley",
        other => other,
    };
    format!("{} · {watched} · {detector}", locale.format.day(alarm.day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_changed_comes_first_and_the_unknown_last() {
        let feature = |psi: Option<f64>| FeatureDrift {
            feature: format!("{psi:?}"),
            reference: 1000,
            current: 120,
            psi,
            ks: psi,
            ks_adjusted_p: psi,
            drifted: Some(false),
        };
        let features = [feature(Some(0.1)), feature(None), feature(Some(0.4))];
        let order: Vec<Option<f64>> = by_psi(&features).iter().map(|feature| feature.psi).collect();
        assert_eq!(order, [Some(0.4), Some(0.1), None]);
    }
}
