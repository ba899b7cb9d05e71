//! The only door to the engine, which works beside the page: a question, and some time later its answer.

use crate::api::Failure;
use crate::browser;
use crate::shared::Shared;
use js_sys::{Array, Function, Promise, Uint8Array};
use paridad_exchange::engine::{Asked, Lever, Scene, Speaker};
use paridad_exchange::json::{Json, Read, Write};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};
use yew::prelude::*;

/// Questions that wait for an answer: their number, what to do with the answer, and what if there is none.
type Waiting = Rc<RefCell<Vec<(f64, Function, Function)>>>;

/// The engine once it works.
struct Engine {
    worker: Worker,
    waiting: Waiting,
    asked: Cell<f64>,
}

thread_local! {
    static ENGINE: RefCell<Option<Rc<Engine>>> = const { RefCell::new(None) };
}

impl Engine {
    /// Starts it, from the script that the page names.
    fn start() -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&browser::engine_path()?, &options).ok()?;
        let waiting = Waiting::default();
        let answered = Rc::clone(&waiting);
        let onmessage = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let parts: Array = event.data().unchecked_into();
            settle(&answered, parts.get(0).as_f64(), &parts.get(1), parts.get(2).as_string());
        });
        worker.set_onmessage(Some(onmessage.as_ref().unchecked_ref()));
        // It works as long as the page is open.
        onmessage.forget();
        let lost = Rc::clone(&waiting);
        let onerror = Closure::<dyn FnMut()>::new(move || {
            for (_, _, fail) in lost.take() {
                // What waits does not throw.
                let _ = fail.call1(&JsValue::NULL, &JsValue::NULL);
            }
        });
        worker.set_onerror(Some(onerror.as_ref().unchecked_ref()));
        onerror.forget();
        Some(Self { worker, waiting, asked: Cell::new(0.0) })
    }

    /// The engine, started when it is first asked.
    fn get() -> Option<Rc<Self>> {
        ENGINE.with_borrow_mut(|engine| {
            if engine.is_none() {
                *engine = Self::start().map(Rc::new);
            }
            engine.clone()
        })
    }

    fn ask(&self, what: &str, asked: &JsValue) -> Promise {
        let number = self.asked.get() + 1.0;
        self.asked.set(number);
        let message = Array::of3(&number.into(), &what.into(), asked);
        Promise::new(&mut |answer, fail| {
            self.waiting.borrow_mut().push((number, answer, fail));
            // What is sent is plain data, which can always be copied.
            let _ = self.worker.post_message(&message);
        })
    }
}

/// Hands an answer to the question that waits for it.
fn settle(waiting: &Waiting, number: Option<f64>, answer: &JsValue, trouble: Option<String>) {
    let mut waiting = waiting.borrow_mut();
    let Some(place) = waiting.iter().position(|(own, ..)| Some(*own) == number) else { return };
    let (_, take, fail) = waiting.remove(place);
    drop(waiting);
    // What waits does not throw.
    let _ = match trouble {
        None => take.call1(&JsValue::NULL, answer),
        Some(trouble) => fail.call1(&JsValue::NULL, &trouble.into()),
    };
}

async fn ask<T: Read>(what: &str, asked: &JsValue) -> Result<T, Failure> {
    let engine = Engine::get().ok_or(Failure::NoEngine)?;
    let answer = JsFuture::from(engine.ask(what, asked)).await;
    let answer = answer.map_err(|trouble| match trouble.as_string() {
        Some(reason) => Failure::Unreadable { path: what.to_owned(), reason },
        None => Failure::NoEngine,
    })?;
    T::read(&Json::of(&answer)).ok_or(Failure::NoEngine)
}

/// Hands a snapshot over.
pub(crate) async fn open(bytes: &Uint8Array) -> Result<Speaker, Failure> {
    ask("open", bytes).await
}

/// What is expected, once.
pub(crate) async fn scene(asked: &Asked) -> Result<Scene, Failure> {
    ask("scene", &asked.write().to_js()).await
}

/// What may be supposed, and how much it moves.
pub(crate) async fn levers(asked: &Asked) -> Result<Vec<Lever>, Failure> {
    ask("levers", &asked.write().to_js()).await
}

/// What the engine says to the newest question; it stays until there is a newer answer. Questions that are overtaken are not asked.
#[hook]
pub(crate) fn use_scene(asked: Option<Asked>) -> Option<Shared<Scene>> {
    let scene = use_state(|| None::<Shared<Scene>>);
    let next = use_mut_ref(|| None::<Asked>);
    let busy = use_mut_ref(|| false);
    let setter = scene.setter();
    use_effect_with(asked, move |asked| {
        next.replace(asked.clone());
        if asked.is_some() && !busy.replace(true) {
            wasm_bindgen_futures::spawn_local(async move {
                while let Some(asked) = next.take() {
                    if let Ok(answer) = self::scene(&asked).await {
                        setter.set(Some(Shared::new(answer)));
                    }
                }
                busy.replace(false);
            });
        }
    });
    (*scene).clone()
}
