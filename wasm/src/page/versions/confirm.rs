//! The question before something changes for everybody: what will happen, why it is wanted, and the number typed once more.

use super::question::Question;
use crate::api::{self, Failure};
use crate::browser;
use crate::part::{failure_text, typed};
use crate::reader::{Reader, use_reader};
use crate::state::Action;
use crate::words::fill;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// What is asked.
#[derive(Properties, PartialEq)]
pub(super) struct ConfirmProps {
    /// What is to be done.
    pub(super) question: Question,
    /// The version that is in force, as far as this page knows.
    pub(super) speaking: u64,
    /// It was done, or is not wanted after all.
    pub(super) onclose: Callback<()>,
}

/// The dialog. It cannot be confirmed before a reason is written and the version's number is typed.
#[function_component]
pub(super) fn Confirm(props: &ConfirmProps) -> Html {
    let node = use_node_ref();
    let (number, reason) = (use_state_eq(String::new), use_state_eq(String::new));
    let sent = use_state_eq(|| Sent::Not);
    use_effect_with(node.clone(), |node| {
        if let Some(dialog) = node.cast::<HtmlDialogElement>() {
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        }
    });
    let Some(reader) = use_reader() else { return Html::default() };
    let (locale, words) = (&reader.locale, reader.locale.words.versions);
    let into = |state: &UseStateHandle<String>| {
        let setter = state.setter();
        Callback::from(move |event: InputEvent| setter.set(typed(&event)))
    };
    let question = &props.question;
    let named = question.number().map(|number| number.to_string());
    let is_named = named.as_ref().is_none_or(|named| number.trim() == named);
    let confirmed = is_named && !reason.trim().is_empty() && *sent != Sent::Waits;
    let onsubmit = submit(props, &reason, &sent, &reader);
    html! {
        <dialog id="confirm" ref={node} aria-labelledby="confirm-title" aria-describedby="confirm-effect"
            onclose={props.onclose.reform(|_: Event| ())}>
            <form method="dialog" {onsubmit}>
                <h2 id="confirm-title">{ question.title(locale) }</h2>
                <p id="confirm-effect">{ question.effect(props.speaking, locale) }</p>
                <label for="confirm-reason">{ words.why }</label>
                <input id="confirm-reason" type="text" autocomplete="off" required=true value={(*reason).clone()} oninput={into(&reason)} />
                if let Some(named) = named {
                    <label for="confirm-number">{ fill(words.type_number, &[("number", &named)]) }</label>
                    <input id="confirm-number" type="text" inputmode="numeric" autocomplete="off"
                        value={(*number).clone()} oninput={into(&number)} />
                }
                if let Sent::Refused(failure) = &*sent {
                    <div class="failed" role="alert">{ failure_text(failure, locale) }</div>
                }
                <div class="actions">
                    <button type="button" id="confirm-cancel" onclick={props.onclose.reform(|_: MouseEvent| ())}>{ words.cancel }</button>
                    <button type="submit" id="confirm-do" class="primary" disabled={!confirmed}>{ question.verb(locale) }</button>
                </div>
            </form>
        </dialog>
    }
}

/// How far the request has come.
#[derive(Debug, Clone, PartialEq)]
enum Sent {
    Not,
    Waits,
    Refused(Failure),
}

/// Sends the request and keeps the dialog open until it was done, so that a refusal is seen.
fn submit(
    props: &ConfirmProps,
    reason: &str,
    sent: &UseStateHandle<Sent>,
    reader: &Reader,
) -> Callback<SubmitEvent> {
    let (path, body) = props.question.request(reason, props.speaking);
    let (act, onclose, language) = (reader.act.clone(), props.onclose.clone(), reader.locale.language);
    let setter = sent.setter();
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        setter.set(Sent::Waits);
        let (path, body, act, onclose, setter) =
            (path.clone(), body.clone(), act.clone(), onclose.clone(), setter.clone());
        wasm_bindgen_futures::spawn_local(async move {
            match api::post(&path, &body, language).await {
                Ok(_) => {
                    onclose.emit(());
                    act.emit(Action::Reload);
                    browser::focus_soon("page");
                }
                Err(failure) => setter.set(Sent::Refused(failure)),
            }
        });
    })
}
