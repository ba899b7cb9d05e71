//! The engine beside the page, in a worker of the browser: it answers what the page asks, and keeps the models it was given.

mod levers;
mod scene;
mod speakers;
mod supposed;

use js_sys::Uint8Array;
use paridad_exchange::engine::Asked;
use paridad_exchange::json::{Json, Read, Write};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Takes in a snapshot, and says what there is to know of its version.
#[wasm_bindgen]
pub fn open(bytes: &Uint8Array) -> Result<JsValue, String> {
    Ok(speakers::open(&bytes.to_vec())?.write().to_js())
}

/// What is expected, and what would be as the reader supposes it.
#[wasm_bindgen]
pub fn scene(asked: &JsValue) -> Result<JsValue, String> {
    let asked = read(asked)?;
    speakers::with(&asked.snapshot, |model| Ok(scene::scene(model, &asked)?.write().to_js()))
}

/// What may be supposed, and how much it moves.
#[wasm_bindgen]
pub fn levers(asked: &JsValue) -> Result<JsValue, String> {
    let asked = read(asked)?;
    speakers::with(&asked.snapshot, |model| Ok(levers::levers(model, asked.horizon)?.write().to_js()))
}

fn read(asked: &JsValue) -> Result<Asked, String> {
    Asked::read(&Json::of(asked))
        .ok_or_else(|| "the page asks in another form than the engine knows".to_owned())
}
