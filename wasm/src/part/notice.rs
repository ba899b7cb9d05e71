//! What stands where something is not there yet, or could not be had.

use crate::api::Failure;
use crate::load::{Load, Loaded};
use crate::locale::use_locale;
use crate::shared::Shared;
use yew::prelude::*;

/// Grey lines in the place of what is on its way.
#[function_component]
pub(crate) fn Skeleton() -> Html {
    let text = use_locale().text;
    html! {
        <div class="skeleton" role="status">
            <span class="unseen">{ text.loading }</span>
            <span class="bone" /><span class="bone" /><span class="bone" />
        </div>
    }
}

/// What could not be had, why, and the way to try again.
#[derive(Properties, PartialEq)]
pub(crate) struct FailedProps {
    /// Why.
    pub(crate) failure: Failure,
    /// Tries again.
    pub(crate) retry: Callback<()>,
}

/// Says what went wrong and offers to try again.
#[function_component]
pub(crate) fn Failed(props: &FailedProps) -> Html {
    let text = use_locale().text;
    let retry = props.retry.reform(|_: MouseEvent| ());
    html! {
        <div class="failed" role="alert">
            <FailureText failure={props.failure.clone()} />
            <button type="button" onclick={retry}>{ text.retry }</button>
        </div>
    }
}

/// A failure to put in words.
#[derive(Properties, PartialEq)]
pub(crate) struct FailureTextProps {
    /// The failure.
    pub(crate) failure: Failure,
}

/// A failure in words: a short name and what is wrong.
#[function_component]
pub(crate) fn FailureText(props: &FailureTextProps) -> Html {
    let text = use_locale().text;
    let (title, detail) = match &props.failure {
        Failure::Unreachable => (text.unreachable.to_owned(), text.unreachable_detail.to_owned()),
        Failure::Unreadable { .. } => (text.unreadable.to_owned(), props.failure.to_string()),
        Failure::Problem(problem) => (problem.title.clone(), problem.detail.clone()),
    };
    html! { <p><strong>{ title }</strong>{ " " }{ detail }</p> }
}

/// Draws an answer when it is here, and says how it stands until then.
pub(crate) fn once_loaded<T>(loaded: &Loaded<T>, draw: impl FnOnce(&Shared<T>) -> Html) -> Html {
    match &loaded.load {
        Load::Waiting => html! { <Skeleton /> },
        Load::Ready(value) => draw(value),
        Load::Failed(failure) => html! { <Failed failure={failure.clone()} retry={loaded.retry.clone()} /> },
    }
}
