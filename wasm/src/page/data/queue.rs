//! The review queue: what waits for a person, in groups and value by value, all of it by keyboard.

use super::act::{Act, Open};
use super::keys::{asking, keyed};
use super::opinions::opinions;
use super::piece::quiet;
use super::question::{Question, Subject, Verdict};
use super::values::values;
use crate::load::Loaded;
use crate::locale::Locale;
use crate::part::{help, once_loaded, skeleton};
use crate::words::fill;
use paridad_wire::{Held, HeldGroup};
use yew::prelude::*;

/// What makes a token for a person, where the server runs.
const NAMING: &str = "paridad token new --name ana --role reviewer";

/// The group that is open, and its values as far as they are here.
type Opened<'a> = (Option<&'a Open>, &'a Loaded<Vec<Held>>);

/// The queue. `nobody` has a name yet, where that is known.
pub(super) fn queue(
    groups: &[HeldGroup],
    opened: Opened<'_>,
    nobody: bool,
    act: &Callback<Act>,
    locale: &Locale,
) -> Html {
    let words = locale.words.data;
    let waiting: u64 = groups.iter().map(|group| group.waiting).sum();
    let takes_two = groups.iter().filter_map(|group| group.example.as_ref()).any(|held| held.reviewers > 1);
    html! {
        <section id="queue" class="card" aria-labelledby="queue-title" onkeydown={|event: KeyboardEvent| keyed(&event)}>
            <h2 id="queue-title" tabindex="-1">{ words.queue }{ " " }
                if waiting > 0 { <span class="count">{ waiting }</span> }
                { help(words.queue, words.keys, locale) }</h2>
            if nobody && takes_two { <p class="banner warn">{ naming(words.nobody_named) }</p> }
            if groups.is_empty() { <p>{ words.waits_none }</p> }
            if nobody && !takes_two { <p class="quiet">{ naming(words.nobody_yet) }</p> }
            <ul class="queue">{ for groups.iter().map(|group| entry(group, opened, act, locale)) }</ul>
        </section>
    }
}

/// The way to a name, with its command as one.
fn naming(sentence: &'static str) -> Html {
    let (before, after) = sentence.split_once("{command}").unwrap_or((sentence, ""));
    html! { <>{ before }<code>{ NAMING }</code>{ after }</> }
}

/// A group; one with a single value is that value.
fn entry(group: &HeldGroup, (open, loaded): Opened<'_>, act: &Callback<Act>, locale: &Locale) -> Html {
    let Some(example) = &group.example else { return Html::default() };
    let (rule, meaning) = locale.words.rule(&group.rule);
    let (number, when) = (group.batch.to_string(), locale.format.instant(example.received_at));
    let batch = fill(locale.words.data.batch, &[("number", &number), ("when", &when)]);
    let key = format!("{number}.{}", group.rule);
    let about =
        html! { <p>{ locale.words.series(&example.series) }{ ". " }{ meaning }{ " " }{ quiet(batch) }</p> };
    if group.waiting == 1 {
        return html! {
            <li key={key.clone()} data-group={key}><h3>{ rule }</h3>{ about }{ values(std::slice::from_ref(example), act, locale) }</li>
        };
    }
    let open = open.filter(|open| open.batch == group.batch && open.rule == group.rule);
    html! {
        <li key={key.clone()} data-group={key}>
            <div class="queue-head" data-item="" onkeydown={asking(&Subject::Group(group.clone()), act)}>
                <h3>{ opener(group, &rule, open.is_some(), act, locale) }</h3>
                { about }
                { opinions(example, locale) }
                { verdicts(group, act, locale) }
            </div>
            if let Some(open) = open { { listed(open, loaded, act, locale) } }
        </li>
    }
}

/// What opens a group, and says how many of its values wait.
fn opener(group: &HeldGroup, rule: &str, is_open: bool, act: &Callback<Act>, locale: &Locale) -> Html {
    let (waiting, held) = (group.waiting.to_string(), group.held.to_string());
    let counted = fill(locale.words.data.of_waiting, &[("waiting", &waiting), ("held", &held)]);
    let (batch, name) = (group.batch, group.rule.clone());
    let onclick = act.reform(move |_: MouseEvent| Act::Open(batch, name.clone()));
    html! {
        <button type="button" class="plain" data-row="" aria-expanded={is_open.to_string()} {onclick}>{ rule }{ " · " }{ counted }</button>
    }
}

/// What may become of all values of a group.
fn verdicts(group: &HeldGroup, act: &Callback<Act>, locale: &Locale) -> Html {
    let words = locale.words.data;
    let button = |(verdict, template): (Verdict, &'static str)| {
        let subject = Subject::Group(group.clone());
        let onclick = act.reform(move |_: MouseEvent| {
            Act::Ask(Box::new(Question { subject: subject.clone(), verdict: Some(verdict) }))
        });
        let name = fill(template, &[("count", &group.waiting.to_string())]);
        html! { <button type="button" data-verdict={verdict.code()} {onclick}>{ name }</button> }
    };
    let all = [(Verdict::Accept, words.accept_all), (Verdict::Reject, words.reject_all)];
    html! { <span class="line">{ for all.into_iter().map(button) }</span> }
}

/// The values of the group that is open; those of another, which was open before, are not shown.
fn listed(open: &Open, loaded: &Loaded<Vec<Held>>, act: &Callback<Act>, locale: &Locale) -> Html {
    once_loaded(loaded, locale, |list| {
        let is_own = list.iter().all(|held| held.batch == open.batch && held.rule == open.rule);
        if !is_own {
            return skeleton(locale);
        }
        let shown = &list[..list.len().min(open.shown)];
        let onclick = act.reform(|_: MouseEvent| Act::More);
        html! {
            <>
                { values(shown, act, locale) }
                if list.len() > shown.len() { <button type="button" {onclick}>{ locale.words.data.more }</button> }
            </>
        }
    })
}
