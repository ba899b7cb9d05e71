//! Held values in a table, each with what it is measured by.

use super::act::Act;
use super::amount::{allowed, amount, before};
use super::facts::facts;
use super::keys::asking;
use super::opinions::opinions;
use super::piece::cell;
use super::question::{Question, Subject};
use crate::locale::Locale;
use crate::part::table;
use paridad_wire::Held;
use yew::prelude::*;

/// The values.
pub(super) fn values(held: &[Held], act: &Callback<Act>, locale: &Locale) -> Html {
    let words = locale.words.data;
    let heads =
        [locale.words.shell.day, words.value, words.before, words.allowed, words.series, words.opinions];
    table(words.queue, &heads, held.iter().map(|held| row(held, act, locale)).collect())
}

/// A value in a row: its day opens the question what becomes of it.
fn row(held: &Held, act: &Callback<Act>, locale: &Locale) -> Html {
    let (facts, subject) = (facts(&held.detail), Subject::Value(held.clone()));
    let onkeydown = asking(&subject, act);
    let title = subject.title(locale);
    let onclick = act.reform(move |_: MouseEvent| {
        Act::Ask(Box::new(Question { subject: subject.clone(), verdict: None }))
    });
    let dash = || "—".to_owned();
    html! {
        <tr key={held.held} data-item="" data-held={held.held.to_string()} {onkeydown}>
            <th scope="row"><button type="button" data-row="" {onclick} {title}>{ locale.format.day(held.period) }</button></th>
            <td class="strong">{ amount(held.value, locale) }</td>
            <td>{ before(&facts, locale).unwrap_or_else(dash) }</td>
            <td>{ allowed(&facts, locale).unwrap_or_else(dash) }</td>
            { cell(locale.words.series(&held.series).into()) }
            { cell(opinions(held, locale)) }
        </tr>
    }
}
