//! An answer on its way: waiting, ready or failed, with a hook that fetches it.

use crate::api::Failure;
use crate::shared::Shared;
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

/// How far an answer has come.
#[derive(Debug, PartialEq)]
pub(crate) enum Load<T> {
    /// It is on its way for the first time.
    Waiting,
    /// It is here; it stays while a newer one is fetched.
    Ready(Shared<T>),
    /// It could not be had.
    Failed(Failure),
}

impl<T> Load<T> {
    /// The answer, if it is here.
    pub(crate) fn ready(&self) -> Option<&Shared<T>> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Waiting | Self::Failed(_) => None,
        }
    }
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Waiting => Self::Waiting,
            Self::Ready(value) => Self::Ready(value.clone()),
            Self::Failed(failure) => Self::Failed(failure.clone()),
        }
    }
}

/// An answer and the way to ask for it once more.
pub(crate) struct Loaded<T> {
    /// How far it has come.
    pub(crate) load: Load<T>,
    /// Asks again.
    pub(crate) retry: Callback<()>,
}

/// Fetches anew whenever `key` changes; an answer that was overtaken by a newer question is dropped.
#[hook]
pub(crate) fn use_load<K, T, F>(key: K, fetch: impl FnOnce(K) -> F + 'static) -> Loaded<T>
where
    K: Clone + PartialEq + 'static,
    T: 'static,
    F: Future<Output = Result<T, Failure>> + 'static,
{
    let load = use_state(|| Load::Waiting);
    let attempt = use_state_eq(|| 0_u32);
    let setter = load.setter();
    use_effect_with((key, *attempt), move |(key, _)| {
        let wanted = Rc::new(Cell::new(true));
        let still_wanted = Rc::clone(&wanted);
        let answer = fetch(key.clone());
        wasm_bindgen_futures::spawn_local(async move {
            let answer = answer.await;
            if still_wanted.get() {
                setter.set(match answer {
                    Ok(value) => Load::Ready(Shared::new(value)),
                    Err(failure) => Load::Failed(failure),
                });
            }
        });
        move || wanted.set(false)
    });
    let setter = load.setter();
    let retry = use_callback(attempt, move |(), attempt| {
        setter.set(Load::Waiting);
        attempt.set(**attempt + 1);
    });
    Loaded { load: (*load).clone(), retry }
}
