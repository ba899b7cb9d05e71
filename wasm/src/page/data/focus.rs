//! Where the keyboard is in the queue, and where it goes when what it was on is gone.

use crate::browser;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

/// Where the keyboard was before something was asked.
#[derive(Debug, Clone, Default)]
pub(super) struct Back {
    element: Option<HtmlElement>,
    place: Option<usize>,
    closed_at: f64,
}

/// How long after an answer what is listed may still change by it, in milliseconds.
const SETTLES: f64 = 10_000.0;

impl Back {
    /// Where it is now.
    pub(super) fn here() -> Self {
        let element = active().and_then(|element| element.dyn_into().ok());
        Self { element, place: place(), closed_at: 0.0 }
    }

    /// It was answered.
    pub(super) fn close(&mut self) {
        self.closed_at = browser::now();
    }

    /// Goes there; where that is gone, to what stands in its place now.
    fn go(&self) {
        match (&self.element, self.place) {
            (Some(element), _) if element.is_connected() => give(element),
            (_, Some(place)) => to(place),
            (Some(_), None) => browser::focus("precedents-title"),
            (None, None) => {}
        }
    }

    /// Goes there where the keyboard is nowhere since it was answered.
    pub(super) fn mend(&self) {
        let settles = browser::now() - self.closed_at < SETTLES;
        if settles && active().is_none_or(|element| element.tag_name() == "BODY") {
            self.go();
        }
    }
}

/// Moves the keyboard on in the queue, or back.
pub(super) fn step(forward: bool) {
    to(match (place(), forward) {
        (None, _) => 0,
        (Some(place), true) => place + 1,
        (Some(place), false) => place.saturating_sub(1),
    });
}

/// Opens the help of the keys, or closes it.
pub(super) fn toggle_help() {
    let found = document().and_then(|document| document.query_selector("#queue .help > summary").ok()?);
    if let Some(summary) = found.and_then(|summary| summary.dyn_into::<HtmlElement>().ok()) {
        summary.click();
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

fn active() -> Option<Element> {
    document()?.active_element()
}

/// The rows of the queue, one after the other.
fn rows() -> Vec<HtmlElement> {
    let list = document().and_then(|document| document.query_selector_all("#queue [data-row]").ok());
    let nodes = list.iter().flat_map(|list| (0..list.length()).filter_map(|index| list.get(index)));
    nodes.filter_map(|node| node.dyn_into().ok()).collect()
}

/// The row that the keyboard is in.
fn place() -> Option<usize> {
    let item = active()?.closest("[data-item]").ok()??;
    let own = item.query_selector("[data-row]").ok()??;
    rows().iter().position(|row| row.is_same_node(Some(&own)))
}

/// Goes to a row, or to the last one; to the head of the queue where there is none.
fn to(place: usize) {
    let rows = rows();
    match rows.get(place).or(rows.last()) {
        Some(row) => give(row),
        None => browser::focus("queue-title"),
    }
}

fn give(element: &HtmlElement) {
    // An element that cannot be focussed is left alone.
    let _ = element.focus();
}
