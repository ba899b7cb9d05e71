//! The room that the page gives to a chart, so that its letters keep their size on every screen.

use crate::browser;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// The room of a chart, in pixels; none before it is known.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Room {
    /// The width.
    pub(crate) width: f64,
    /// The height.
    pub(crate) height: f64,
    /// How large letters are: 1 where they have the usual size.
    pub(crate) letters: f64,
}

/// The room of an element as it is now and whenever it changes.
#[hook]
pub(crate) fn use_room(node: &NodeRef) -> Room {
    let room = use_state_eq(Room::default);
    let setter = room.setter();
    use_effect_with(node.clone(), move |node| {
        let observed = node.cast::<Element>().and_then(|element| observe(&element, setter));
        move || {
            if let Some((observer, _callback)) = observed {
                observer.disconnect();
            }
        }
    });
    *room
}

fn measured(element: &Element) -> Room {
    Room {
        width: f64::from(element.client_width()),
        height: f64::from(element.client_height()),
        letters: browser::letters(),
    }
}

/// Watches an element; the callback must be kept as long as the observer.
fn observe(element: &Element, room: UseStateSetter<Room>) -> Option<(ResizeObserver, Closure<dyn FnMut()>)> {
    room.set(measured(element));
    let watched = element.clone();
    let callback = Closure::<dyn FnMut()>::new(move || room.set(measured(&watched)));
    let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some((observer, callback))
}
