//! What waits, what is late and what comes next, in sentences.

use super::late::{ago, standing};
use super::sources::came;
use crate::locale::Locale;
use crate::reader::Reader;
use crate::words::fill;
use paridad_wire::{Freshness, Held, HeldGroup, Run};
use yew::prelude::*;

/// How many series are named before they are only counted.
const NAMED: usize = 3;

/// What has been heard so far.
#[derive(Clone, Copy)]
pub(super) struct Heard<'a> {
    /// What waits, in groups.
    pub(super) groups: Option<&'a [HeldGroup]>,
    /// The newest of what waits, for the names of its series.
    pub(super) held: &'a [Held],
    /// The runs, newest first.
    pub(super) runs: Option<&'a [Run]>,
    /// How fresh the series are.
    pub(super) fresh: Option<&'a [Freshness]>,
    /// The moment that it is, in seconds since 1970.
    pub(super) now: i64,
}

/// The head of the page: each sentence once what it rests on is here.
pub(super) fn head(heard: Heard<'_>, reader: &Reader) -> Html {
    let Heard { groups, held, runs, fresh, now } = heard;
    let (locale, words) = (&reader.locale, reader.locale.words);
    let concerns = reader.status.as_ref().map_or(&[][..], |status| &status.concerns);
    let count = concerns.len().to_string();
    let waits = groups.map(|groups| (groups.is_empty(), waiting(groups, held, locale)));
    let late = fresh.map(|fresh| late(fresh, now, locale));
    let line = |calm: bool, said: String| {
        let (class, sign) = if calm { ("sign calm", "✓") } else { ("sign", "!") };
        html! { <li><span {class} aria-hidden="true">{ sign }</span><span>{ said }</span></li> }
    };
    let last = runs.map(|runs| last_run(runs, locale));
    let next = fresh.and_then(|fresh| next(fresh, locale));
    html! {
        <section id="data-head" class="card" aria-labelledby="data-title">
            <h1 id="data-title">{ words.shell.data }</h1>
            <ul class="signs sentence">
                { for waits.map(|(calm, said)| line(calm, said)) }
                { for late.map(|said| line(said.is_none(), said.unwrap_or_else(|| words.data.late_none.to_owned()))) }
            </ul>
            if !concerns.is_empty() {
                <details><summary>{ fill(words.data.concerns, &[("count", &count)]) }</summary>
                    <ul class="concerns">{ for concerns.iter().map(|concern| html! { <li>{ &concern.detail }</li> }) }</ul></details>
            }
            <p class="quiet">{ last.unwrap_or_default() }{ " " }{ next.unwrap_or_default() }</p>
        </section>
    }
}

/// How many values wait, of which series, since when.
fn waiting(groups: &[HeldGroup], held: &[Held], locale: &Locale) -> String {
    let (words, format) = (locale.words.data, &locale.format);
    let examples = groups.iter().filter_map(|group| group.example.as_ref());
    let Some(oldest) = examples.clone().map(|held| held.received_at).min() else {
        return words.waits_none.to_owned();
    };
    let mut series: Vec<&str> = Vec::new();
    for held in examples.chain(held) {
        if !series.contains(&held.series.as_str()) {
            series.push(&held.series);
        }
    }
    let count: u64 = groups.iter().map(|group| group.waiting).sum();
    let named = named(&series.iter().map(|id| locale.words.series(id)).collect::<Vec<_>>(), locale);
    let values =
        [("count", format.number(count as f64, 0)), ("series", named), ("since", format.instant(oldest))];
    let template = if count == 1 { words.waits_one } else { words.waits };
    fill(template, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// The first few names, and how many more there are.
fn named(names: &[String], locale: &Locale) -> String {
    let words = locale.words.data;
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if names.len() <= NAMED => {
            fill(words.waits_series, &[("first", &first.join(", ")), ("last", last)])
        }
        _ => {
            let count = (names.len() - NAMED).to_string();
            fill(words.waits_more, &[("first", &names[..NAMED].join(", ")), ("count", &count)])
        }
    }
}

/// Which sources are late and by how much; nothing where none is.
fn late(fresh: &[Freshness], now: i64, locale: &Locale) -> Option<String> {
    let words = locale.words.data;
    let said = names(fresh).into_iter().filter_map(|source| {
        let own = standing(source, fresh);
        let values = [
            ("source", locale.words.source(source)),
            ("ago", ago(own.since?, now, locale)),
            ("count", own.late.to_string()),
        ];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        Some(fill(words.late_entry, &values))
    });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| fill(words.late, &[("sources", &said.join("; "))]))
}

/// The sources of the series, each once.
fn names(fresh: &[Freshness]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for series in fresh {
        if !names.contains(&series.source.as_str()) {
            names.push(&series.source);
        }
    }
    names
}

fn last_run(runs: &[Run], locale: &Locale) -> String {
    let words = locale.words.data;
    let Some(run) = runs.first() else { return words.no_run.to_owned() };
    let (source, when) = (locale.words.source(&run.source), locale.format.instant(run.started_at));
    let brought = came(run, locale);
    fill(words.last_run, &[("source", &source), ("when", &when), ("brought", &brought)])
}

/// Which source is expected next.
fn next(fresh: &[Freshness], locale: &Locale) -> Option<String> {
    let sources = names(fresh).into_iter().filter_map(|source| Some((standing(source, fresh).next?, source)));
    let (at, source) = sources.min()?;
    let (source, when) = (locale.words.source(source), locale.format.instant(at));
    Some(fill(locale.words.data.next_due, &[("source", &source), ("when", &when)]))
}
