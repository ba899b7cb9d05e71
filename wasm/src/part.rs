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
mod scores;
mod table;
mod versions;
mod what_if;

pub(crate) use drift::Drift;
pub(crate) use explanation::explanation;
pub(crate) use footer::footer;
pub(crate) use forecast::ForecastPart;
pub(crate) use header::header;
pub(crate) use notice::{failed, skeleton};
pub(crate) use parity::Parity;
pub(crate) use scores::Scores;
pub(crate) use versions::Versions;
pub(crate) use what_if::{Scenario, what_if};

use yew::prelude::*;

/// The number that was typed or chosen in the field that an event comes from, if it is one.
fn typed_number(event: &impl TargetCast) -> Option<f64> {
    let number = event.target_dyn_into::<web_sys::HtmlInputElement>()?.value_as_number();
    number.is_finite().then_some(number)
}

/// What was typed or chosen in the field that an event comes from.
fn typed(event: &impl TargetCast) -> String {
    event.target_dyn_into::<web_sys::HtmlInputElement>().map(|field| field.value()).unwrap_or_default()
}
