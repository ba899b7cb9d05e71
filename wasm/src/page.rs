//! The pages, each for one question.

mod data;
mod forecast;
mod today;
mod trust;
mod versions;
mod what_if;
mod why;

use crate::address::Page;
use crate::words::Words;
pub(crate) use why::cause;
use yew::prelude::*;

/// The page that needs no engine.
pub(crate) const FIRST: Page = Page::Today;

/// A page; `onready` is told when it can be read.
pub(crate) fn shown(page: Page, onready: &Callback<()>) -> Html {
    let onready = onready.clone();
    match page {
        Page::Today => html! { <today::Today {onready} /> },
        Page::Forecast => html! { <forecast::Forecast {onready} /> },
        Page::Why => html! { <why::Why {onready} /> },
        Page::WhatIf => html! { <what_if::WhatIf {onready} /> },
        Page::Trust => html! { <trust::Trust {onready} /> },
        Page::Data => html! { <data::Data {onready} /> },
        Page::Versions => html! { <versions::Versions {onready} /> },
    }
}

/// A page's name.
pub(crate) fn title(page: Page, words: &Words) -> &'static str {
    let words = words.shell;
    match page {
        Page::Today => words.today,
        Page::Forecast => words.forecast,
        Page::Why => words.why,
        Page::WhatIf => words.what_if,
        Page::Trust => words.trust,
        Page::Data => words.data,
        Page::Versions => words.versions,
    }
}

/// What every page is told.
#[derive(Properties, PartialEq)]
pub(crate) struct PageProps {
    /// Who wants to know when it can be read.
    pub(crate) onready: Callback<()>,
}

/// Tells once that the page can be read.
#[hook]
pub(crate) fn use_ready(onready: &Callback<()>, is_ready: bool) {
    let onready = onready.clone();
    use_effect_with(is_ready, move |is_ready| {
        if *is_ready {
            onready.emit(());
        }
    });
}
