//! The models that the page has handed over, by the hash of their snapshots.

use paridad_engine::forecast::model::Model;
use paridad_engine::snapshot::unpack_model;
use paridad_engine::time::horizon::{Horizon, MAX_DAYS};
use paridad_exchange::engine::Speaker;
use std::cell::RefCell;

/// How many are kept; the one that was handed over first makes room.
const KEPT: usize = 8;

thread_local! {
    static SPEAKERS: RefCell<Vec<(String, Model)>> = const { RefCell::new(Vec::new()) };
}

/// Takes in a packed snapshot.
pub(crate) fn open(bytes: &[u8]) -> Result<Speaker, String> {
    let (digest, model) = unpack_model(bytes).map_err(|error| error.to_string())?;
    let snapshot = hex::encode(digest);
    let speaker = describe(&snapshot, &model);
    SPEAKERS.with_borrow_mut(|speakers| {
        speakers.retain(|(own, _)| *own != snapshot);
        if speakers.len() == KEPT {
            speakers.remove(0);
        }
        speakers.push((snapshot, model));
    });
    Ok(speaker)
}

/// Asks a model that was handed over.
pub(crate) fn with<T>(snapshot: &str, ask: impl FnOnce(&Model) -> Result<T, String>) -> Result<T, String> {
    SPEAKERS.with_borrow(|speakers| {
        let found = speakers.iter().find(|(own, _)| own == snapshot);
        ask(found.map(|(_, model)| model).ok_or("this snapshot has not been handed over")?)
    })
}

/// What there is to know of a model before it is asked about a horizon.
fn describe(snapshot: &str, model: &Model) -> Speaker {
    let days = (1..=MAX_DAYS).filter_map(|days| Horizon::try_from(days).ok());
    let missing = model.recipe.features.iter().zip(&model.origin.row).filter(|(_, value)| value.is_none());
    Speaker {
        snapshot: snapshot.to_owned(),
        origin: model.origin.day,
        spot: model.spot(),
        days: days.map(|horizon| model.target_day(horizon)).collect(),
        learned: Horizon::LEARNED.into(),
        missing: missing.map(|(feature, _)| feature.name.clone()).collect(),
    }
}
