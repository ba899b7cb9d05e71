//! Pieces that several pages are made of.

mod day_field;
mod export;
mod fan_figure;
mod help;
mod link;
mod matrix;
mod notice;
mod rate_field;
mod ready;
mod sentence;
mod table;

pub(crate) use day_field::DayField;
pub(crate) use export::{Sheet, save_csv, save_drawing, save_picture};
pub(crate) use fan_figure::{Shown, fan_figure, width};
pub(crate) use help::help;
pub(crate) use link::link;
pub(crate) use matrix::{Matrix, matrix, round_levels, shown, use_levels};
pub(crate) use notice::{failed, failure_text, once_loaded, skeleton};
pub(crate) use rate_field::{RateField, read as read_number};
pub(crate) use ready::{PageProps, use_ready};
pub(crate) use sentence::{ends, interval, skew};
pub(crate) use table::{row, table, titled};

use yew::prelude::*;

/// What was typed or chosen in the field that an event comes from.
pub(crate) fn typed(event: &impl TargetCast) -> String {
    event.target_dyn_into::<web_sys::HtmlInputElement>().map(|field| field.value()).unwrap_or_default()
}

/// The number of the slider that an event comes from.
pub(crate) fn slid(event: &impl TargetCast) -> Option<f64> {
    let number = event.target_dyn_into::<web_sys::HtmlInputElement>()?.value_as_number();
    number.is_finite().then_some(number)
}
