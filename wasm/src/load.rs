//! An answer on its way: waiting, ready or failed, with a hook that fetches it.

use crate::api::Failure;
use crate::shared::Shared;
use std::any::Any;
use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use yew::prelude::*;

/// How far an answer has come.
#[derive(Debug, PartialEq)]
pub(crate) enum Load<T: ?Sized> {
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

impl<T: ?Sized> Clone for Load<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Waiting => Self::Waiting,
            Self::Ready(value) => Self::Ready(value.clone()),
            Self::Failed(failure) => Self::Failed(failure.clone()),
        }
    }
}

/// An answer and the way to ask for it once more.
pub(crate) struct Loaded<T: ?Sized> {
    /// How far it has come.
    pub(crate) load: Load<T>,
    /// Asks again.
    pub(crate) retry: Callback<()>,
}

/// Fetches anew whenever `key` changes; an answer that was overtaken by a newer question is dropped.
#[hook]
pub(crate) fn use_load<T, F>(key: String, fetch: impl FnOnce() -> F + 'static) -> Loaded<T>
where
    T: 'static,
    F: Future<Output = Result<T, Failure>> + 'static,
{
    let boxed = || -> Coming {
        let answer = fetch();
        Box::pin(async move { answer.await.map(|value| Rc::new(value) as Rc<dyn Any>) })
    };
    let Loaded { load, retry } = use_any(key, Box::new(boxed));
    let load = match load {
        Load::Ready(value) => value.downcast().map_or(Load::Waiting, Load::Ready),
        Load::Waiting => Load::Waiting,
        Load::Failed(failure) => Load::Failed(failure),
    };
    Loaded { load, retry }
}

/// An answer of whatever kind on its way.
type Coming = Pin<Box<dyn Future<Output = Result<Rc<dyn Any>, Failure>>>>;

/// The same for answers of every kind, so that the page carries the machinery once.
#[hook]
fn use_any(key: String, fetch: Box<dyn FnOnce() -> Coming>) -> Loaded<dyn Any> {
    let load = use_state(|| Load::Waiting);
    let attempt = use_state_eq(|| 0_u32);
    let setter = load.setter();
    use_effect_with((key, *attempt), move |_| {
        let wanted = Rc::new(Cell::new(true));
        let still_wanted = Rc::clone(&wanted);
        let answer = fetch();
        wasm_bindgen_futures::spawn_local(async move {
            let answer = answer.await;
            if still_wanted.get() {
                setter.set(match answer {
                    Ok(value) => Load::Ready(Shared::from(value)),
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
