//! The sources: how each stands, what its last run brought, what comes next, and what one lacks.

use super::act::Act;
use super::late::{ago, standing};
use super::piece::{badge, cell, named, quiet, section};
use super::pull::counted;
use crate::locale::Locale;
use crate::part::table;
use crate::words::fill;
use paridad_wire::{Freshness, Run};
use yew::prelude::*;

/// The public sources that want a token, each with the variable that has it where the server runs.
const TOKENS: [(&str, &str); 2] = [("banxico", "PARIDAD_BANXICO_TOKEN"), ("inegi", "PARIDAD_INEGI_TOKEN")];

/// What the runs and the archive say of the sources.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    /// Those that can be asked.
    pub(super) names: &'a [String],
    /// The runs, newest first.
    pub(super) runs: &'a [Run],
    /// How fresh the series are.
    pub(super) fresh: &'a [Freshness],
    /// The moment that it is, in seconds since 1970.
    pub(super) now: i64,
}

/// All sources that there is something to say of: those that can be asked, those that have run, and those whose series are late.
pub(super) fn listed(names: &[String], runs: &[Run], fresh: &[Freshness]) -> Vec<String> {
    let late = fresh.iter().filter(|series| series.state == "late").map(|series| &series.source);
    let mut all: Vec<String> = Vec::new();
    for name in names.iter().chain(late).chain(runs.iter().map(|run| &run.source)) {
        if !all.contains(name) {
            all.push(name.clone());
        }
    }
    all
}

/// The sources, each with what it brought.
pub(super) fn sources(known: Known<'_>, act: &Callback<Act>, locale: &Locale) -> Html {
    let words = locale.words.data;
    let heads = [words.source, words.state, words.last, words.next, locale.words.versions.action];
    let lacks = |(name, _): &&(&str, &str)| !known.names.iter().any(|known| known == name);
    let lacking = |(name, variable): &(&'static str, &'static str)| {
        let why = fill(words.token_wanted, &[("variable", variable)]);
        html! {
            <li data-source={*name}><span class="badge warn">{ locale.words.source(name) }{ ": " }{ words.no_token }</span>{ " " }<span>{ why }</span></li>
        }
    };
    let all = listed(known.names, known.runs, known.fresh);
    let rows = all.iter().map(|name| row(name, known, act, locale)).collect();
    section(
        "sources",
        words.sources.into(),
        html! {
            <>{ table(words.sources, &heads, rows) }<ul class="lacking">{ for TOKENS.iter().filter(lacks).map(lacking) }</ul></>
        },
    )
}

fn row(name: &str, known: Known<'_>, act: &Callback<Act>, locale: &Locale) -> Html {
    let words = locale.words.data;
    let (source, own) = (locale.words.source(name), name.to_owned());
    let next = standing(name, known.fresh).next.map(|at| locale.format.instant(at));
    let (label, is_asked) = (format!("{}: {source}", words.pull), known.names.contains(&own));
    let onclick = act.reform(move |_: MouseEvent| Act::Pull(own.clone()));
    html! {
        <tr data-source={name.to_owned()}>
            { named(source.into()) }
            { cell(state(name, known, locale)) }
            <td>{ last(known.runs.iter().find(|run| run.source == name), locale) }</td>
            <td>{ next.unwrap_or_else(|| "—".to_owned()) }</td>
            <td>if is_asked { <button type="button" aria-label={label} {onclick}>{ words.pull }</button> }</td>
        </tr>
    }
}

fn state(name: &str, known: Known<'_>, locale: &Locale) -> Html {
    let (words, own) = (locale.words.data, standing(name, known.fresh));
    let (class, said) = match own.since {
        Some(since) => ("badge warn", fill(words.behind, &[("ago", &ago(since, known.now, locale))])),
        None if own.series == 0 => return Html::default(),
        None if own.missing == own.series => ("badge warn", words.no_values.to_owned()),
        None => ("badge", words.ready.to_owned()),
    };
    let missing = fill(words.some_missing, &[("count", &own.missing.to_string())]);
    html! {
        <>
            { badge(class, said) }
            if own.missing > 0 && own.missing < own.series { { " " }{ quiet(missing) } }
        </>
    }
}

/// The last run, with what a failed one says of itself behind its word.
fn last(run: Option<&Run>, locale: &Locale) -> Html {
    let Some(run) = run else { return html! { "—" } };
    let when = locale.format.instant(run.started_at);
    html! {
        <>
            { when }<br />
            if let Some(why) = &run.failed {
                <details><summary>{ badge("badge bad", locale.words.data.mark_failed) }</summary><code lang="en">{ why }</code></details>
            } else { { quiet(came(run, locale)) } }
        </>
    }
}

/// What came of a run.
pub(super) fn came(run: &Run, locale: &Locale) -> String {
    let words = locale.words.data;
    match (&run.failed, run.brought) {
        (Some(_), _) => words.mark_failed.to_owned(),
        (None, Some(brought)) => counted(brought.observed as usize, brought.held as usize, locale),
        (None, None) => words.running.to_owned(),
    }
}
