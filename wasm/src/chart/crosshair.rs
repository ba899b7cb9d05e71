//! The crosshair over the fan chart, with its readout: a part of its own, so that moving it redraws nothing else.

use super::BANDS;
use super::frame::{Frame, TOP};
use super::path::px;
use crate::locale::{Locale, use_locale};
use crate::shared::Shared;
use crate::words::fill;
use chrono::NaiveDate;
use paridad_exchange::engine::Step;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

/// A place where the crosshair can stand.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sample {
    /// Where it lies, in pixels.
    pub(crate) at: (f64, f64),
    /// Its day.
    pub(crate) day: NaiveDate,
    /// What is read there.
    pub(crate) reading: Reading,
}

/// What is read at a place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Reading {
    /// The rate of a day in the past.
    Known(f64),
    /// What is expected of a day to come, and what would be in the reader's scenario.
    Expected(Step, Option<Step>),
}

/// What the crosshair stands on.
#[derive(Properties, PartialEq)]
pub(crate) struct CrosshairProps {
    /// The chart's geometry.
    pub(crate) frame: Frame,
    /// The places, from left to right.
    pub(crate) samples: Shared<Vec<Sample>>,
}

/// The crosshair: it follows pointer, finger and arrow keys, and reads out in words what it stands on.
#[function_component]
pub(crate) fn Crosshair(props: &CrosshairProps) -> Html {
    let locale = use_locale();
    let selected = use_state_eq(|| None::<usize>);
    let CrosshairProps { frame, samples } = props;
    let last = samples.len().saturating_sub(1);
    let shown = selected.and_then(|index| samples.get(index));
    let reading = shown.map(|sample| read(sample, &locale));
    let onpointer = follow(samples.clone(), selected.setter());
    let onpointerleave = leave(selected.setter());
    let onkeydown = step_by_key(samples.clone(), selected.clone());
    html! {
        <>
            <svg class="crosshair" tabindex="0" role="slider"
                aria-label={locale.words.chart.crosshair_label} aria-valuemin="0" aria-valuemax={last.to_string()}
                aria-valuenow={selected.unwrap_or(last).to_string()}
                aria-valuetext={reading.clone().unwrap_or_else(|| locale.words.chart.crosshair_hint.to_owned())}
                width={px(frame.room.width)} height={px(frame.room.height)}
                onpointermove={onpointer.clone()} onpointerdown={onpointer} {onpointerleave} {onkeydown}>
                if let Some(sample) = shown { { mark(frame, sample) } }
            </svg>
            <p class="readout">
                { reading.unwrap_or_else(|| locale.words.chart.crosshair_hint.to_owned()) }
            </p>
        </>
    }
}

fn follow(samples: Shared<Vec<Sample>>, selected: UseStateSetter<Option<usize>>) -> Callback<PointerEvent> {
    Callback::from(move |event: PointerEvent| {
        let element = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(element) = element {
            let x = f64::from(event.client_x()) - element.get_bounding_client_rect().left();
            selected.set(nearest(&samples, x));
        }
    })
}

/// A mouse that leaves takes the crosshair with it; a finger that is lifted leaves it to be read.
fn leave(selected: UseStateSetter<Option<usize>>) -> Callback<PointerEvent> {
    Callback::from(move |event: PointerEvent| {
        if event.pointer_type() == "mouse" {
            selected.set(None);
        }
    })
}

fn step_by_key(
    samples: Shared<Vec<Sample>>,
    selected: UseStateHandle<Option<usize>>,
) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        let stride = if event.shift_key() { 10 } else { 1 };
        let start = selected.unwrap_or_else(|| last_known(&samples));
        if let Some(moved) = moved(&event.key(), start, stride, samples.len()) {
            event.prevent_default();
            selected.set(match moved {
                Move::To(index) => Some(index),
                Move::Away => None,
            });
        }
    })
}

/// What a key does to the crosshair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    /// It goes to a place.
    To(usize),
    /// It is put away.
    Away,
}

/// What a key does; none if it means nothing here.
fn moved(key: &str, from: usize, stride: usize, count: usize) -> Option<Move> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowLeft" | "ArrowDown" => Some(Move::To(from.saturating_sub(stride))),
        "ArrowRight" | "ArrowUp" => Some(Move::To((from + stride).min(last))),
        "Home" => Some(Move::To(0)),
        "End" => Some(Move::To(last)),
        "Escape" => Some(Move::Away),
        _ => None,
    }
}

/// The newest known rate, where reading by keys begins.
fn last_known(samples: &[Sample]) -> usize {
    samples.iter().rposition(|sample| matches!(sample.reading, Reading::Known(_))).unwrap_or(0)
}

/// The place nearest to a pixel.
fn nearest(samples: &[Sample], x: f64) -> Option<usize> {
    let right = samples.partition_point(|sample| sample.at.0 < x).min(samples.len().checked_sub(1)?);
    let left = right.saturating_sub(1);
    let nearer_left = (x - samples[left].at.0).abs() < (samples[right].at.0 - x).abs();
    Some(if nearer_left { left } else { right })
}

fn mark(frame: &Frame, sample: &Sample) -> Html {
    let (x, y) = sample.at;
    let ends = match &sample.reading {
        Reading::Known(_) => Vec::new(),
        Reading::Expected(step, scenario) => {
            scenario.as_ref().unwrap_or(step).bands.iter().flatten().copied().collect()
        }
    };
    html! {
        <>
            <line x1={px(x)} x2={px(x)} y1={px(TOP)} y2={px(frame.bottom())} />
            { for ends.into_iter().map(|rate| html! { <circle class="end" cx={px(x)} cy={px(frame.y(rate))} r="2.5" /> }) }
            <circle cx={px(x)} cy={px(y)} r="4" />
        </>
    }
}

fn read(sample: &Sample, locale: &Locale) -> String {
    let Locale { words, format, .. } = locale;
    let day = format.day(sample.day);
    match &sample.reading {
        Reading::Known(rate) => {
            fill(words.chart.readout_known, &[("day", &day), ("rate", &format.rate(*rate))])
        }
        Reading::Expected(step, scenario) => {
            let days = format.whole(usize::from(step.horizon));
            let base = expected(step, locale);
            let all = match scenario {
                None => base,
                Some(own) => format!(
                    "{}: {} · {}: {base}",
                    words.chart.scenario,
                    expected(own, locale),
                    words.chart.forecast
                ),
            };
            fill(words.chart.readout_expected, &[("day", &day), ("days", &days), ("bands", &all)])
        }
    }
}

/// The middle and the bands of a step.
fn expected(step: &Step, locale: &Locale) -> String {
    let format = &locale.format;
    let bands = BANDS.iter().zip(&step.bands).rev();
    let bands: Vec<String> =
        bands.map(|(level, ends)| format!("{level} %: {}", format.interval(*ends))).collect();
    let middle = fill(locale.words.chart.readout_middle, &[("rate", &format.end(step.median))]);
    format!("{middle} · {}", bands.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(xs: &[f64]) -> Vec<Sample> {
        let day = "2026-10-30".parse().unwrap();
        xs.iter().map(|x| Sample { at: (*x, 0.0), day, reading: Reading::Known(18.0) }).collect()
    }

    #[test]
    fn the_nearest_place_is_found_beyond_both_ends_too() {
        let samples = samples(&[10.0, 20.0, 40.0]);
        let found = [-5.0, 14.0, 16.0, 29.0, 31.0, 99.0].map(|x| nearest(&samples, x));
        assert_eq!(found, [0, 0, 1, 1, 2, 2].map(Some));
        assert_eq!(nearest(&[], 1.0), None);
    }

    #[test]
    fn keys_move_within_the_ends_and_escape_puts_the_crosshair_away() {
        assert_eq!(moved("ArrowLeft", 3, 10, 50), Some(Move::To(0)));
        assert_eq!(moved("ArrowRight", 45, 10, 50), Some(Move::To(49)));
        assert_eq!(moved("End", 3, 1, 50), Some(Move::To(49)));
        assert_eq!(moved("Escape", 3, 1, 50), Some(Move::Away));
        assert_eq!(moved("x", 3, 1, 50), None);
        assert_eq!(moved("Home", 0, 1, 0), None);
    }

    #[test]
    fn reading_begins_at_the_newest_known_rate() {
        assert_eq!(last_known(&samples(&[1.0, 2.0, 3.0])), 2);
    }
}
