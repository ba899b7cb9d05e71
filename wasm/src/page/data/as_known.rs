//! A series as it was known at any moment, and every value that ever came for a day.

use super::amount::amount;
use super::month::local_day;
use super::piece::{named, quiet, section};
use crate::browser;
use crate::format::Format;
use crate::locale::Locale;
use crate::part::{DayField, Sheet, once_loaded, row, save_csv, table, typed};
use crate::reader::{use_answer, use_reader};
use crate::words::fill;
use chrono::{Days, NaiveDate};
use paridad_wire::{Series, SeriesSummary, Vintage};
use yew::prelude::*;

/// How many values are shown.
const SHOWN: usize = 30;

/// How far back they are looked for: a monthly series has few of them.
const SPAN: Days = Days::new(950);

/// The choice of a series and of a day, and what was known.
#[function_component]
pub(super) fn AsKnown() -> Html {
    let (id, as_of, of) = (use_state_eq(String::new), use_state_eq(|| None), use_state_eq(|| None));
    let Some(reader) = use_reader() else { return Html::default() };
    let (locale, words) = (&reader.locale, reader.locale.words.data);
    let all = use_answer::<Vec<SeriesSummary>>(Some("/api/v1/series".to_owned()));
    let path = format!("/api/v1/series/{}", String::from(js_sys::encode_uri_component(&id)));
    let series = use_answer::<Series>((!id.is_empty()).then(|| format!("{path}?{}", span(*as_of))));
    let of_day = |day: NaiveDate| format!("{path}/vintages?from={day}&to={day}");
    let vintages = use_answer::<Vec<Vintage>>((*of).map(of_day));
    let chosen = {
        let (id, of) = (id.setter(), of.setter());
        move |event: Event| {
            id.set(typed(&event).trim().to_owned());
            of.set(None);
        }
    };
    let until = {
        let (as_of, of) = (as_of.setter(), of.setter());
        Callback::from(move |day| {
            as_of.set(day);
            of.set(None);
        })
    };
    let names = all.load.ready();
    let option = |one: &SeriesSummary| {
        let name = locale.words.series(&one.id);
        html! { <option value={one.id.clone()}>{ if name == one.id { one.unit.clone() } else { name } }</option> }
    };
    let held = html! {
        <>
            { quiet(words.as_known_lead) }
            <div class="line">
                <span class="labelled"><label for="as-known-series">{ words.series }</label>
                    <input id="as-known-series" type="text" list="as-known-list" autocomplete="off" spellcheck="false" onchange={chosen} /></span>
                <datalist id="as-known-list">{ for names.iter().flat_map(|names| names.iter().map(option)) }</datalist>
                <span class="labelled"><label for="as-known-day">{ words.as_known }</label>
                    <DayField id="as-known-day" day={*as_of} onchoose={until} /></span>
            </div>
            if id.is_empty() { { quiet(words.choose) } } else {
                { once_loaded(&series, locale, |series| values(series, *as_of, &of.setter(), locale)) }
            }
            if let Some(day) = *of {
                <h3>{ fill(words.vintages_of, &[("day", &locale.format.day(day))]) }</h3>
                { once_loaded(&vintages, locale, |list| came_of(list, locale)) }
            }
        </>
    };
    section("as-known", words.as_known_title.into(), held)
}

/// What is asked of a series: its last values, as they were known when a day ended in Mexico City.
fn span(as_of: Option<NaiveDate>) -> String {
    let last = as_of.unwrap_or_else(today);
    let from = last.checked_sub_days(SPAN).unwrap_or(last);
    let next = as_of.and_then(|day| day.succ_opt());
    let known = next.map(|day| format!("&as_of={day}T06:00:00Z")).unwrap_or_default();
    format!("from={from}{known}")
}

#[expect(clippy::cast_possible_truncation, reason = "seconds since 1970 are far below the bounds")]
fn today() -> NaiveDate {
    local_day((browser::now() / 1000.0) as i64)
}

fn values(
    series: &Series,
    as_of: Option<NaiveDate>,
    of: &UseStateSetter<Option<NaiveDate>>,
    locale: &Locale,
) -> Html {
    let words = locale.words.data;
    let points = &series.points[series.points.len().saturating_sub(SHOWN)..];
    if points.is_empty() {
        return html! { <p class="empty">{ words.as_known_none }</p> };
    }
    let rows = points.iter().rev().map(|point| {
        let (day, of) = (point.day, of.clone());
        let label = fill(words.vintages_of, &[("day", &locale.format.day(day))]);
        html! {
            <tr>{ named(locale.format.day(day).into()) }<td>{ amount(point.value, locale) }</td>
                <td><button type="button" aria-label={label} onclick={move |_| of.set(Some(day))}>{ words.vintages }</button></td></tr>
        }
    });
    let heads = [locale.words.shell.day, words.value, words.vintages];
    let sheet = Sheet {
        heads: ["day", "value"].map(str::to_owned).to_vec(),
        rows: points.iter().map(|point| vec![point.day.to_string(), Format::exact(point.value)]).collect(),
    };
    let day = as_of.unwrap_or_else(today);
    let name = format!("paridad-{}-{day}", series.id);
    html! {
        <>
            <p>{ locale.words.series(&series.id) }{ ". " }{ quiet(format!("{}. {}", series.unit, series.origin)) }</p>
            { table(words.as_known_title, &heads, rows.collect()) }
            <button type="button" id="save-series" onclick={move |_| save_csv(&name, &sheet)}>{ "CSV" }</button>
        </>
    }
}

/// Every value that came for a day, as it came.
fn came_of(list: &[Vintage], locale: &Locale) -> Html {
    let words = locale.words.data;
    let rows = list.iter().map(|one| {
        let mut received = locale.format.instant(one.received_at);
        if !one.live {
            received = format!("{received}, {}", words.backfilled);
        }
        if one.taken_out_at.is_some() {
            received = format!("{received}, {}", words.taken_out);
        }
        let source = locale.words.source(&one.source);
        let known = locale.format.instant(one.known_at);
        row(amount(one.value, locale), vec![known, received, source])
    });
    let heads = [words.value, words.known_since, words.received, words.source];
    table(words.vintages, &heads, rows.collect())
}
