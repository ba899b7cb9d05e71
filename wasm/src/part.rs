//! The parts of the page, one a section.

mod drift;
mod explanation;
mod footer;
mod forecast;
mod header;
mod notice;
mod numbers;
mod parity;
mod picker;
mod versions;
mod what_if;

pub(crate) use drift::Drift;
pub(crate) use explanation::Explanation;
pub(crate) use footer::Footer;
pub(crate) use forecast::ForecastPart;
pub(crate) use header::Header;
pub(crate) use notice::{failed, skeleton};
pub(crate) use parity::Parity;
pub(crate) use versions::Versions;
pub(crate) use what_if::WhatIf;

use yew::prelude::*;

/// What was typed or chosen in the field that an event comes from.
fn typed(event: &impl TargetCast) -> String {
    event.target_dyn_into::<web_sys::HtmlInputElement>().map(|field| field.value()).unwrap_or_default()
}
