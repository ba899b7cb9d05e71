//! What the server says while the page is open: that something new has come, and that it is there at all.

use crate::browser;
use crate::listening::Listening;
use crate::state::{Action, Link};
use web_sys::EventSource;
use yew::prelude::*;

/// The stream.
const PATH: &str = "/api/v1/events";

/// What is heard on it; after each of them every part asks anew.
const KINDS: [&str; 6] = ["version", "pull", "held", "stale", "alarm", "reset"];

/// Listens as long as the page is open. The browser itself connects again, and says what it has heard last.
#[hook]
pub(crate) fn use_live(act: &Callback<Action>) {
    use_effect_with(act.clone(), |act| {
        let source = EventSource::new(PATH).ok();
        let listening = source.as_ref().map(|source| listen(source, act));
        let seen = browser::window().map(|window| {
            let act = act.clone();
            // A computer that has slept hears nothing of the night.
            Listening::new(&window, "online", move |_| act.emit(Action::Reload))
        });
        move || {
            drop((listening, seen));
            if let Some(source) = source {
                source.close();
            }
        }
    });
}

fn listen(source: &EventSource, act: &Callback<Action>) -> Vec<Listening> {
    let mut all: Vec<Listening> = KINDS
        .into_iter()
        .map(|kind| {
            let act = act.clone();
            Listening::new(source, kind, move |_| act.emit(Action::Reload))
        })
        .collect();
    let (alive, lost) = (act.clone(), act.clone());
    all.push(Listening::new(source, "open", move |_| alive.emit(Action::Link(Link::Alive))));
    all.push(Listening::new(source, "error", move |_| lost.emit(Action::Link(Link::Lost(browser::now())))));
    all
}

/// Follows the reader through the browser's history.
#[hook]
pub(crate) fn use_history(act: &Callback<Action>) {
    use_effect_with(act.clone(), |act| {
        let follow = |kind| {
            let act = act.clone();
            let went = move |_| act.emit(Action::Went(browser::address()));
            browser::window().map(|window| Listening::new(&window, kind, went))
        };
        // A document that is shown once more stands where it was left, and not where it was left for.
        let listening = [follow("popstate"), follow("pageshow")];
        move || drop(listening)
    });
}
