//! The width that the page gives to a chart, so that its letters keep their size on every screen.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// The width of an element in pixels, as it is now and whenever it changes; 0 before it is known.
#[hook]
pub(crate) fn use_width(node: &NodeRef) -> f64 {
    let width = use_state_eq(|| 0.0);
    let setter = width.setter();
    use_effect_with(node.clone(), move |node| {
        let observed = node.cast::<Element>().and_then(|element| observe(&element, setter));
        move || {
            if let Some((observer, _callback)) = observed {
                observer.disconnect();
            }
        }
    });
    *width
}

/// Watches an element; the callback must be kept as long as the observer.
fn observe(element: &Element, width: UseStateSetter<f64>) -> Option<(ResizeObserver, Closure<dyn FnMut()>)> {
    width.set(f64::from(element.client_width()));
    let watched = element.clone();
    let callback = Closure::<dyn FnMut()>::new(move || width.set(f64::from(watched.client_width())));
    let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some((observer, callback))
}
