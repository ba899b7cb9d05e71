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

use page::Half;

/// Draws the pages for the analyst in the place that the page keeps for them.
pub fn analyst() {
    draw(Half::Analyst, page::analyst);
}

/// Draws the pages for control.
pub fn control() {
    draw(Half::Control, page::control);
}

fn draw(half: Half, shown: page::Draw) {
    if let Some(root) = browser::root() {
        yew::Renderer::<app::App>::with_root_and_props(root, app::AppProps { half, shown }).render();
    }
}
