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
            <span class="unseen">{ locale.words.shell.loading }</span>
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
            <button type="button" onclick={retry}>{ locale.words.shell.retry }</button>
        </div>
    }
}

/// A failure in words: a short name and what is wrong.
pub(crate) fn failure_text(failure: &Failure, locale: &Locale) -> Html {
    let words = locale.words.shell;
    let (title, detail) = match failure {
        Failure::Unreachable => (words.unreachable.to_owned(), words.unreachable_detail.to_owned()),
        Failure::Unreadable { .. } => (words.unreadable.to_owned(), words.unreadable_detail.to_owned()),
        Failure::NoEngine => (words.no_engine.to_owned(), words.no_engine_detail.to_owned()),
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
        Load::Ready(value) => html! {
            <>
                if loaded.stale.is_some() { <p class="remark" role="status">{ locale.words.shell.not_renewed }</p> }
                { draw(value) }
            </>
        },
        Load::Failed(failure) => failed(failure, &loaded.retry, locale),
    }
}
