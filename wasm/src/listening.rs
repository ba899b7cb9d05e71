//! Listens to the browser until it is dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// Something that listens until it is dropped.
pub(crate) struct Listening {
    target: EventTarget,
    kind: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

impl Listening {
    /// Listens to one kind of event.
    pub(crate) fn new(target: &EventTarget, kind: &'static str, hear: impl Fn(Event) + 'static) -> Self {
        let callback = Closure::<dyn FnMut(Event)>::new(hear);
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
