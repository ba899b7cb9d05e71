//! What the server says while the page is open: that something new has come, and that it is there at all.

use crate::browser;
use crate::state::{Action, Link};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventSource, EventTarget};
use yew::prelude::*;

/// The stream.
const PATH: &str = "/api/v1/events";

/// What is heard on it; after each of them every part asks anew.
const KINDS: [&str; 6] = ["version", "pull", "held", "stale", "alarm", "reset"];

/// Something that listens until it is dropped.
struct Listening {
    target: EventTarget,
    kind: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

impl Listening {
    fn new(target: &EventTarget, kind: &'static str, hear: impl Fn() + 'static) -> Self {
        let callback = Closure::<dyn FnMut(Event)>::new(move |_| hear());
        // It fails only for callbacks that are none.
        let _ = target.add_event_listener_with_callback(kind, callback.as_ref().unchecked_ref());
        Self { target: target.clone(), kind, callback }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let callback = self.callback.as_ref().unchecked_ref();
        // It fails only for callbacks that are none.
        let _ = self.target.remove_event_listener_with_callback(self.kind, callback);
    }
}

/// Listens as long as the page is open. The browser itself connects again, and says what it has heard last.
#[hook]
pub(crate) fn use_live(act: &Callback<Action>) {
    use_effect_with(act.clone(), |act| {
        let source = EventSource::new(PATH).ok();
        let listening = source.as_ref().map(|source| listen(source, act));
        let seen = window().map(|window| {
            let act = act.clone();
            // A computer that has slept hears nothing of the night.
            Listening::new(&window, "online", move || act.emit(Action::Reload))
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
            Listening::new(source, kind, move || act.emit(Action::Reload))
        })
        .collect();
    let (alive, lost) = (act.clone(), act.clone());
    all.push(Listening::new(source, "open", move || alive.emit(Action::Link(Link::Alive))));
    all.push(Listening::new(source, "error", move || lost.emit(Action::Link(Link::Lost(browser::now())))));
    all
}

/// Follows the reader through the browser's history.
#[hook]
pub(crate) fn use_history(act: &Callback<Action>) {
    use_effect_with(act.clone(), |act| {
        let act = act.clone();
        let went = move || act.emit(Action::Went(browser::address()));
        let listening = window().map(|window| Listening::new(&window, "popstate", went));
        move || drop(listening)
    });
}

fn window() -> Option<EventTarget> {
    web_sys::window().map(Into::into)
}
