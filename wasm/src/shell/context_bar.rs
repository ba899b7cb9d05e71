//! What is looked at, on every page: which rate, from when, by which version, and how far ahead.

use super::horizons::Horizons;
use crate::address::Which;
use crate::locale::Locale;
use crate::part::DayField;
use crate::reader::{Reader, use_reader};
use crate::state::Action;
use crate::words::fill;
use chrono::NaiveDate;
use paridad_wire::Status;
use yew::prelude::*;

/// The bar.
#[function_component]
pub(crate) fn ContextBar() -> Html {
    let Some(reader) = use_reader() else { return Html::default() };
    let words = reader.locale.words.shell;
    html! {
        <section class="context" aria-label={words.context}>
            <div class="facts">{ reader.status.as_ref().map(|status| facts(status, &reader)).unwrap_or_default() }</div>
            <Horizons />
            <details class="as-of">
                <summary>{ words.as_of_open }</summary>
                <span class="labelled"><label for="as-of">{ words.as_of }</label>
                    <DayField id="as-of" day={as_of(&reader)} onchoose={ask_as_of(&reader)} /></span>
            </details>
        </section>
    }
}

fn as_of(reader: &Reader) -> Option<NaiveDate> {
    match &reader.address().which {
        Which::AsOf(moment) => paridad_engine::time::day::parse(moment.get(..10)?),
        _ => None,
    }
}

fn ask_as_of(reader: &Reader) -> Callback<Option<NaiveDate>> {
    let act = reader.act.clone();
    Callback::from(move |day: Option<NaiveDate>| {
        act.emit(Action::Ask(day.map_or(Which::Speaking, |day| Which::AsOf(day.to_string()))));
    })
}

fn facts(status: &Status, reader: &Reader) -> Html {
    let (words, format) = (reader.locale.words.shell, &reader.locale.format);
    let own = &status.provenance;
    let number = own.version.to_string();
    html! {
        <>
            <span class="strong">{ &own.target_title }</span>
            // What a pinned version knew is not today's rate.
            <span>
                <span id="spot" class="strong">{ format.rate(own.spot) }</span>{ " " }
                { fill(words.fixed_on, &[("day", &format.day(own.origin))]) }
            </span>
            { age(status, &reader.locale) }
            <span id="version-speaking" data-version={number.clone()}>{ fill(words.version, &[("number", &number)]) }</span>
            if own.target != "fix" { <span class="quiet">{ words.ecb_days }</span> }
            if own.pinned { <span class="badge warn" id="pinned">{ words.pinned }</span> }
        </>
    }
}

/// How old the origin is; said in words, and marked when it is too old.
fn age(status: &Status, locale: &Locale) -> Html {
    let (words, own) = (locale.words.shell, &status.provenance);
    let days = locale.format.whole(own.late_days);
    let said = match own.late_days {
        0 => words.on_time.to_owned(),
        1 => words.late_one.to_owned(),
        _ => fill(words.late, &[("days", &days)]),
    };
    let class = if own.stale { "badge warn" } else { "badge" };
    html! { <span {class} id="age" data-stale={own.stale.to_string()}>{ said }</span> }
}
