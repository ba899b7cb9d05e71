//! The Yew dashboard: a page for each question, with the engine in a worker beside it.

mod address;
mod api;
mod app;
mod browser;
mod chart;
mod digits;
mod engine;
mod format;
mod listening;
mod live;
mod load;
mod locale;
mod order;
mod page;
mod part;
mod reader;
mod shared;
mod shell;
mod state;
mod words;

use wasm_bindgen::prelude::wasm_bindgen;

/// Draws the dashboard in the place that the page keeps for it; the browser calls this once the module is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    if let Some(root) = browser::root() {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
