//! The pages, each for one question.

mod data;
mod forecast;
mod today;
mod trust;
mod versions;
mod what_if;
mod why;

use crate::address::Page;
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
