//! Who has said what on a held value, and who is missing.

use super::amount::amount;
use super::piece::badge;
use crate::locale::Locale;
use crate::words::fill;
use paridad_wire::{Held, Opinion};
use yew::prelude::*;

/// Who acts without a token: nobody in particular, and never one of two.
const NAMELESS: &str = "local";

/// What was said since all began anew for the last time, and what it takes.
pub(super) fn opinions(held: &Held, locale: &Locale) -> Html {
    let words = locale.words.data;
    let said = standing(held);
    let needed = said.iter().map(|opinion| opinion.people).fold(held.reviewers, u8::max);
    let named = said.iter().filter(|opinion| opinion.actor != NAMELESS).count();
    let verdict = if held.disputed {
        Some(("badge bad", words.disputed))
    } else if needed > 1 && named > 0 {
        Some(("badge warn", words.one_missing))
    } else if needed > 1 {
        Some(("badge", words.takes_two))
    } else {
        None
    };
    let line =
        |opinion: &&Opinion| html! { <li title={opinion.note.clone()}>{ in_words(opinion, locale) }</li> };
    html! {
        if verdict.is_some() || !said.is_empty() {
            <div class="opinions">
                if !said.is_empty() { <ul>{ for said.iter().map(line) }</ul> }
                { for verdict.map(|(class, verdict)| badge(class, verdict)) }
            </div>
        }
    }
}

/// What still counts of what was said: who opens a value again lets all begin anew.
fn standing(held: &Held) -> Vec<&Opinion> {
    let opened = held.decisions.iter().rposition(|opinion| opinion.decision == "reopen");
    held.decisions[opened.unwrap_or(0)..].iter().collect()
}

fn in_words(opinion: &Opinion, locale: &Locale) -> String {
    let words = locale.words.data;
    let who = if opinion.actor == NAMELESS { words.nameless } else { opinion.actor.as_str() };
    let template = match opinion.decision.as_str() {
        "accept" => words.wants_accept,
        "correct" => words.wants_correct,
        "reopen" => words.reopened,
        _ => words.wants_reject,
    };
    let value = opinion.value.map(|value| amount(value, locale)).unwrap_or_default();
    fill(template, &[("who", who), ("at", &locale.format.instant(opinion.at)), ("value", &value)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_opens_a_value_again_lets_all_begin_anew() {
        let opinion = |actor: &str, decision: &str| Opinion {
            actor: actor.to_owned(),
            at: "2026-11-26T18:05:00Z".parse().unwrap(),
            decision: decision.to_owned(),
            value: None,
            known: None,
            people: 2,
            breaks: Vec::new(),
            note: String::new(),
        };
        let mut held = Held {
            held: 7,
            batch: 31,
            series: String::new(),
            period: "2026-11-26".parse().unwrap(),
            value: 1.0,
            received_at: "2026-11-26T18:05:00Z".parse().unwrap(),
            rule: String::new(),
            detail: String::new(),
            reviewers: 2,
            decided: None,
            disputed: false,
            decisions: Vec::new(),
        };
        assert!(standing(&held).is_empty());
        held.decisions = vec![opinion("ana", "reject"), opinion("eva", "reject"), opinion("eva", "reopen")];
        held.decisions.push(opinion("luis", "accept"));
        let names: Vec<&str> = standing(&held).iter().map(|opinion| opinion.actor.as_str()).collect();
        assert_eq!(names, ["eva", "luis"]);
    }
}
