//! The question before a rollback: what will happen, why it is wanted, and the number typed once more.

use super::super::notice::failure_text;
use super::super::typed;
use crate::api::{self, Failure};
use crate::context::Language;
use crate::locale::{Locale, use_locale};
use crate::text::fill;
use paridad_wire::{Rollback, Version};
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// What is asked.
#[derive(Properties, PartialEq)]
pub(crate) struct ConfirmProps {
    /// The version to go back to.
    pub(crate) version: Version,
    /// The version that speaks now, as far as this page knows.
    pub(crate) speaking: u64,
    /// It was done.
    pub(crate) ondone: Callback<()>,
    /// It is not wanted after all.
    pub(crate) onclose: Callback<()>,
}

/// The dialog. It cannot be confirmed before the version's number is typed.
#[function_component]
pub(crate) fn Confirm(props: &ConfirmProps) -> Html {
    let node = use_node_ref();
    let number = use_state_eq(String::new);
    let reason = use_state_eq(String::new);
    let answer = use_state_eq(|| Answer::Open);
    use_effect_with(node.clone(), |node| {
        if let Some(dialog) = node.cast::<HtmlDialogElement>() {
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        }
    });
    let locale = use_locale();
    let text = locale.text;
    let onsubmit = submit(props, &reason, &answer, locale.language);
    let into = |state: &UseStateHandle<String>| {
        let setter = state.setter();
        Callback::from(move |event: InputEvent| setter.set(typed(&event)))
    };
    let onclose = props.onclose.reform(|_: Event| ());
    let cancel = props.onclose.reform(|_: MouseEvent| ());
    let named = props.version.number.to_string();
    let confirmed = number.trim() == named && *answer != Answer::Sent;
    html! {
        <dialog id="rollback-dialog" ref={node} aria-labelledby="rollback-title" aria-describedby="rollback-effect" {onclose}>
            <form method="dialog" {onsubmit}>
                <h3 id="rollback-title">{ fill(text.rollback_title, &[("number", &named)]) }</h3>
                <p id="rollback-effect">{ effect(&props.version, props.speaking, &locale) }</p>
                <label for="rollback-reason">{ text.rollback_reason }</label>
                <input id="rollback-reason" type="text" autocomplete="off" value={(*reason).clone()} oninput={into(&reason)} />
                <label for="rollback-number">{ fill(text.rollback_type, &[("number", &named)]) }</label>
                <input id="rollback-number" type="text" inputmode="numeric" autocomplete="off"
                    value={(*number).clone()} oninput={into(&number)} />
                if let Answer::Refused(failure) = &*answer {
                    <div class="failed" role="alert">{ failure_text(failure, &locale) }</div>
                }
                <div class="actions">
                    <button type="button" id="rollback-cancel" onclick={cancel}>{ text.cancel }</button>
                    <button type="submit" id="rollback-confirm" class="primary" disabled={!confirmed}>{ text.rollback }</button>
                </div>
            </form>
        </dialog>
    }
}

/// How far the request has come.
#[derive(Debug, Clone, PartialEq)]
enum Answer {
    Open,
    Sent,
    Refused(Failure),
}

/// What will happen, in words.
fn effect(version: &Version, speaking: u64, locale: &Locale) -> String {
    let number = version.number.to_string();
    let (day, speaking) = (locale.format.day_long(version.day), speaking.to_string());
    fill(locale.text.rollback_effect, &[("number", &number), ("day", &day), ("speaking", &speaking)])
}

/// Sends the request and keeps the dialog open until it was done, so that a refusal is seen.
fn submit(
    props: &ConfirmProps,
    reason: &str,
    answer: &UseStateHandle<Answer>,
    language: Language,
) -> Callback<SubmitEvent> {
    let request = Rollback {
        version: props.version.number,
        reason: reason.trim().to_owned(),
        speaking: Some(props.speaking),
    };
    let (ondone, setter) = (props.ondone.clone(), answer.setter());
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        setter.set(Answer::Sent);
        let (request, ondone, setter) = (request.clone(), ondone.clone(), setter.clone());
        wasm_bindgen_futures::spawn_local(async move {
            match api::rollback(&request, language).await {
                Ok(()) => ondone.emit(()),
                Err(failure) => setter.set(Answer::Refused(failure)),
            }
        });
    })
}
