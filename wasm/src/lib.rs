//! The Yew dashboard, with the engine inside.

mod api;
mod app;
mod browser;
mod chart;
mod context;
mod digits;
mod format;
mod json;
mod load;
mod locale;
#[cfg(test)]
mod made;
mod order;
mod part;
mod scene;
mod shared;
mod state;
mod text;

use wasm_bindgen::prelude::wasm_bindgen;

/// Draws the dashboard in the place that the page keeps for it; the browser calls this once the module is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    if let Some(root) = browser::root() {
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
