//! What the keys do in the queue.

use super::act::Act;
use super::focus::{step, toggle_help};
use super::question::{Question, Subject, Verdict};
use yew::prelude::*;

/// Whether a key is pressed together with one that makes it the browser's own.
fn is_browsers(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.alt_key()
}

/// Moves in the queue by arrows and letters.
pub(super) fn keyed(event: &KeyboardEvent) {
    if is_browsers(event) {
        return;
    }
    match event.key().as_str() {
        "ArrowDown" | "j" => step(true),
        "ArrowUp" | "k" => step(false),
        "?" => toggle_help(),
        _ => return,
    }
    event.prevent_default();
}

/// Asks on a subject by the letters of its verdicts.
pub(super) fn asking(subject: &Subject, act: &Callback<Act>) -> Callback<KeyboardEvent> {
    let (subject, act) = (subject.clone(), act.clone());
    Callback::from(move |event: KeyboardEvent| {
        let verdict = match event.key().as_str() {
            "a" => Verdict::Accept,
            "r" => Verdict::Reject,
            _ => return,
        };
        if !is_browsers(&event) {
            event.prevent_default();
            act.emit(Act::Ask(Box::new(Question { subject: subject.clone(), verdict: Some(verdict) })));
        }
    })
}
