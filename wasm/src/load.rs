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
    /// Why it could not be had anew, where an older answer is here.
    pub(crate) stale: Option<Failure>,
    /// Asks again.
    pub(crate) retry: Callback<()>,
}

/// Fetches anew whenever `key` changes, and nothing while there is none; an answer that was overtaken by a newer question is dropped.
#[hook]
pub(crate) fn use_load<T, F>(key: Option<String>, fetch: impl FnOnce() -> F + 'static) -> Loaded<T>
where
    T: 'static,
    F: Future<Output = Result<T, Failure>> + 'static,
{
    let boxed = || -> Coming {
        let answer = fetch();
        Box::pin(async move { answer.await.map(|value| Rc::new(value) as Rc<dyn Any>) })
    };
    use_any(key, Box::new(boxed)).of_kind()
}

impl Loaded<dyn Any> {
    /// The same as an answer of one kind.
    pub(crate) fn of_kind<T: 'static>(self) -> Loaded<T> {
        let load = match self.load {
            Load::Ready(value) => value.downcast().map_or(Load::Waiting, Load::Ready),
            Load::Waiting => Load::Waiting,
            Load::Failed(failure) => Load::Failed(failure),
        };
        Loaded { load, stale: self.stale, retry: self.retry }
    }
}

/// An answer of whatever kind on its way.
pub(crate) type Coming = Pin<Box<dyn Future<Output = Result<Rc<dyn Any>, Failure>>>>;

/// The same for answers of every kind, so that the page carries the machinery once.
#[hook]
pub(crate) fn use_any(key: Option<String>, fetch: Box<dyn FnOnce() -> Coming>) -> Loaded<dyn Any> {
    let load = use_state(|| Load::Waiting);
    let stale = use_state_eq(|| None);
    let attempt = use_state_eq(|| 0_u32);
    let has_answer = use_mut_ref(|| false);
    let (setter, failed) = (load.setter(), stale.setter());
    use_effect_with((key, *attempt), move |(key, _)| {
        let wanted = Rc::new(Cell::new(true));
        let still_wanted = Rc::clone(&wanted);
        let answer = key.is_some().then(fetch);
        wasm_bindgen_futures::spawn_local(async move {
            let Some(answer) = answer else { return };
            let answer = answer.await;
            if !still_wanted.get() {
                return;
            }
            match answer {
                Ok(value) => {
                    has_answer.replace(true);
                    failed.set(None);
                    setter.set(Load::Ready(Shared::from(value)));
                }
                // What was there before is better than nothing, as long as it is said to be old.
                Err(failure) if *has_answer.borrow() => failed.set(Some(failure)),
                Err(failure) => setter.set(Load::Failed(failure)),
            }
        });
        move || wanted.set(false)
    });
    let retry = use_callback(attempt, |(), attempt| attempt.set(**attempt + 1));
    Loaded { load: (*load).clone(), stale: (*stale).clone(), retry }
}
