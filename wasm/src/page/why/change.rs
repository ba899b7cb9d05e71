//! What has changed: from one version to another, by cause, in centavos.

use crate::api;
use crate::load::use_load;
use crate::locale::Locale;
use crate::part::{once_loaded, row, table};
use crate::reader::use_reader;
use crate::words::fill;
use paridad_wire::{Change, Moved};
use yew::prelude::*;

/// The section: from the version before to the one that is looked at.
#[function_component]
pub(super) fn ChangePart() -> Html {
    let Some(reader) = use_reader() else { return Html::default() };
    let (language, horizon) = (reader.locale.language, reader.address().horizon.days());
    let path = match &reader.address().which {
        crate::address::Which::Version(number) => format!("/api/v1/change?horizon={horizon}&to={number}"),
        _ => format!("/api/v1/change?horizon={horizon}"),
    };
    let key = format!("{} {path}", reader.key());
    let change = use_load(Some(key), move || async move { api::get::<Change>(&path, language).await });
    let locale = &reader.locale;
    html! {
        <section class="card" id="change" aria-labelledby="change-title">
            <h2 id="change-title">{ locale.words.why.change }</h2>
            { once_loaded(&change, locale, |change| shown(change, locale)) }
        </section>
    }
}

fn shown(change: &Change, locale: &Locale) -> Html {
    let (words, format) = (locale.words.why, &locale.format);
    let sides = [
        change.from.version.to_string(),
        format.day(change.from.origin),
        change.to.version.to_string(),
        format.day(change.to.origin),
    ];
    let [from, since, to, until] = sides.each_ref().map(String::as_str);
    let lead = fill(words.change_lead, &[("from", from), ("since", since), ("to", to), ("until", until)]);
    let columns = [&change.low80, &change.point, &change.high80];
    let rows = change.point.parts.iter().enumerate().map(|(place, part)| {
        let cells = columns
            .map(|moved| moved.parts.get(place).map(|part| format.centavos(part.rate)).unwrap_or_default());
        row(locale.words.cause(&part.cause), cells.to_vec())
    });
    let total = |read: fn(&Moved) -> f64| columns.map(|moved| format.end(read(moved))).to_vec();
    let mut all = vec![row(words.before, total(|moved| moved.from))];
    all.extend(rows);
    all.push(row(words.now, total(|moved| moved.to)));
    html! {
        <>
            <p class="sentence" id="change-sentence">{ lead }{ " " }{ sentence(change, locale) }</p>
            { table(words.change, &[words.cause, words.adds_low, words.mean, words.adds_high], all) }
        </>
    }
}

/// By how much each end has moved, and mostly why.
fn sentence(change: &Change, locale: &Locale) -> String {
    let (words, format) = (locale.words.why, &locale.format);
    let moved = |of: &Moved| format.centavos(of.to - of.from);
    let largest = change.high80.parts.iter().max_by(|a, b| a.rate.abs().total_cmp(&b.rate.abs()));
    let most = largest.map(|part| locale.words.cause(&part.cause)).unwrap_or_default();
    let values = [moved(&change.low80), moved(&change.high80)];
    fill(words.change_sentence, &[("low", &values[0]), ("high", &values[1]), ("most", most)])
}
