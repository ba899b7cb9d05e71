//! Precedents: what was decided once for all values alike, who wants it, and its end.

use super::act::Act;
use super::amount::amount;
use super::piece::{badge, cell, named, quiet, section};
use super::question::{Question, Subject};
use crate::load::Loaded;
use crate::locale::Locale;
use crate::part::{once_loaded, table};
use crate::words::fill;
use paridad_wire::Precedent;
use yew::prelude::*;

/// The precedents, newest first.
pub(super) fn precedents(all: &Loaded<Vec<Precedent>>, act: &Callback<Act>, locale: &Locale) -> Html {
    let words = locale.words.data;
    let heads =
        [words.number, words.about, words.what, words.opinions, words.state, locale.words.versions.action];
    let listed = once_loaded(all, locale, |all| {
        if all.is_empty() {
            return quiet(words.precedents_none);
        }
        let rows = all.iter().rev().map(|one| row(one, act, locale)).collect();
        html! { <>{ quiet(words.precedents_lead) }{ table(words.precedents, &heads, rows) }</> }
    });
    section("precedents", words.precedents.into(), listed)
}

fn row(one: &Precedent, act: &Callback<Act>, locale: &Locale) -> Html {
    let words = locale.words.data;
    let number = one.precedent.to_string();
    let ask = |subject: Subject, name: &'static str, code: &'static str| {
        let onclick = act.reform(move |_: MouseEvent| {
            Act::Ask(Box::new(Question { subject: subject.clone(), verdict: None }))
        });
        html! { <button type="button" data-action={code} aria-label={format!("{name} {number}")} {onclick}>{ name }</button> }
    };
    let decision = if one.decision == "accept" { words.accept } else { words.reject };
    let (class, state) = match (&one.revoked_by, one.revoked_at) {
        (Some(who), at) => {
            let at = at.map(|at| locale.format.instant(at)).unwrap_or_default();
            ("badge bad", fill(words.revoked, &[("who", who), ("at", &at)]))
        }
        (None, _) if one.in_force => ("badge", words.in_force.to_owned()),
        (None, _) => ("badge warn", words.one_missing.to_owned()),
    };
    let wanted = format!("{}, {}", one.actors.join(", "), locale.format.instant(one.proposed_at));
    let is_open = one.revoked_by.is_none();
    html! {
        <tr data-precedent={number.clone()}>
            { named((&number).into()) }
            { cell(about(one, locale).into()) }
            { cell(html! { <>{ decision }{ ". " }{ quiet(one.note.clone()) }</> }) }
            { cell(wanted.into()) }
            { cell(badge(class, state)) }
            <td><span class="line">
                if is_open && !one.in_force { { ask(Subject::Agree(one.clone()), words.agree, "agree") } }
                if is_open { { ask(Subject::Revoke(one.clone()), words.revoke, "revoke") } }
            </span></td>
        </tr>
    }
}

/// Which values it is about.
fn about(one: &Precedent, locale: &Locale) -> String {
    let words = locale.words.data;
    let open = || "…".to_owned();
    let mut said = format!("{}: {}", locale.words.series(&one.series), locale.words.rule(&one.rule).0);
    let days = [one.from, one.until];
    if days.iter().any(Option::is_some) {
        let [from, until] = days.map(|day| day.map_or_else(open, |day| locale.format.day(day)));
        said = format!("{said}, {}", fill(words.days_from_to, &[("from", &from), ("until", &until)]));
    }
    let values = [one.least, one.most];
    if values.iter().any(Option::is_some) {
        let [least, most] = values.map(|value| value.map_or_else(open, |value| amount(value, locale)));
        said = format!("{said}, {}", fill(words.values_from_to, &[("least", &least), ("most", &most)]));
    }
    said
}
