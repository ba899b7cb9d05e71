//! What stands where something is not there yet, or could not be had.

use crate::api::Failure;
use crate::load::{Load, Loaded};
use crate::locale::Locale;
use crate::shared::Shared;
use yew::prelude::*;

/// Grey lines in the place of what is on its way.
pub(crate) fn skeleton(locale: &Locale) -> Html {
    html! {
        <div class="skeleton" role="status">
            <span class="unseen">{ locale.text.loading }</span>
            <span class="bone" /><span class="bone" /><span class="bone" />
        </div>
    }
}

/// Says what could not be had and why, and offers to try again.
pub(crate) fn failed(failure: &Failure, retry: &Callback<()>, locale: &Locale) -> Html {
    let retry = retry.reform(|_: MouseEvent| ());
    html! {
        <div class="failed" role="alert">
            { failure_text(failure, locale) }
            <button type="button" onclick={retry}>{ locale.text.retry }</button>
        </div>
    }
}

/// A failure in words: a short name and what is wrong.
pub(crate) fn failure_text(failure: &Failure, locale: &Locale) -> Html {
    let text = locale.text;
    let (title, detail) = match failure {
        Failure::Unreachable => (text.unreachable.to_owned(), text.unreachable_detail.to_owned()),
        Failure::Unreadable { .. } => (text.unreadable.to_owned(), failure.to_string()),
        Failure::Problem(problem) => (problem.title.clone(), problem.detail.clone()),
    };
    html! { <p><strong>{ title }</strong>{ " " }{ detail }</p> }
}

/// Draws an answer when it is here, and says how it stands until then.
pub(crate) fn once_loaded<T>(
    loaded: &Loaded<T>,
    locale: &Locale,
    draw: impl FnOnce(&Shared<T>) -> Html,
) -> Html {
    match &loaded.load {
        Load::Waiting => skeleton(locale),
        Load::Ready(value) => draw(value),
        Load::Failed(failure) => failed(failure, &loaded.retry, locale),
    }
}
