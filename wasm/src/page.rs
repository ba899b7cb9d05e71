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

/// The pages that are loaded together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Half {
    /// What is expected, why, and what if.
    Analyst,
    /// Trust, data, versions.
    Control,
}

impl Half {
    /// The half that has a page.
    pub(crate) fn of(page: Page) -> Self {
        match page {
            Page::Today | Page::Forecast | Page::Why | Page::WhatIf => Self::Analyst,
            Page::Trust | Page::Data | Page::Versions => Self::Control,
        }
    }
}

/// Draws a page; the callback is told when it can be read.
pub(crate) type Draw = fn(Page, Callback<()>) -> Html;

/// A page for the analyst; nothing while the browser goes to another.
pub(crate) fn analyst(page: Page, onready: Callback<()>) -> Html {
    match page {
        Page::Today => html! { <today::Today {onready} /> },
        Page::Forecast => html! { <forecast::Forecast {onready} /> },
        Page::Why => html! { <why::Why {onready} /> },
        Page::WhatIf => html! { <what_if::WhatIf {onready} /> },
        Page::Trust | Page::Data | Page::Versions => Html::default(),
    }
}

/// A page for control; nothing while the browser goes to another.
pub(crate) fn control(page: Page, onready: Callback<()>) -> Html {
    match page {
        Page::Trust => html! { <trust::Trust {onready} /> },
        Page::Data => html! { <data::Data {onready} /> },
        Page::Versions => html! { <versions::Versions {onready} /> },
        Page::Today | Page::Forecast | Page::Why | Page::WhatIf => Html::default(),
    }
}
