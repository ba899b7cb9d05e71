//! The pages for the analyst, as a module of their own: what is expected, why, and what if.

use wasm_bindgen::prelude::wasm_bindgen;

/// Draws the page that is looked at; the browser calls this once the module is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    paridad_wasm::analyst();
}
