//! One lever: a slider, a field to type in, and a warning where the model has seen little.

use crate::digits::fixed;
use crate::part::{DayField, RateField, slid};
use crate::reader::Reader;
use crate::state::{Action, Trace};
use crate::words::feature::Unit;
use crate::words::{Words, fill};
use chrono::NaiveDate;
use paridad_engine::time::day;
use paridad_exchange::engine::{Lever, Supposed};
use yew::prelude::*;

/// How many steps a slider has.
const STEPS: f64 = 400.0;
/// With how many digits after the point a slider stands.
const DIGITS: u32 = 8;
/// From here on, in deviations, the reader is warned.
const UNUSUAL: f64 = 3.0;
/// From here on the engine clips.
const CLIPPED: f64 = 5.0;
/// The value of an event that is called off.
const CALLED_OFF: f64 = 0.0;

/// One lever.
pub(super) fn lever(own: &Lever, reader: &Reader) -> Html {
    match own.unit.as_str() {
        "day" => event(own, reader),
        "rate" if own.kind == "half_forward" => half_forward(own, reader),
        _ => slider(own, reader),
    }
}

/// What a lever is called.
fn name(own: &Lever, reader: &Reader) -> String {
    let words = reader.locale.words;
    match own.kind.as_str() {
        "series" => words.series(&own.name),
        "spot" => words.what_if.spot.to_owned(),
        "volatility" => words.what_if.volatility.to_owned(),
        _ => words.feature(&own.name),
    }
}

/// What it moves, in words.
fn effect(own: &Lever, reader: &Reader) -> Html {
    let size = reader.locale.format.centavos(own.effect);
    html! { <span class="effect" title={reader.locale.words.what_if.effect}>{ "± " }{ size.trim_start_matches('+').to_owned() }</span> }
}

fn chosen(own: &Lever, reader: &Reader) -> Option<f64> {
    reader.address().supposed.iter().find(|supposed| supposed.key == own.key).map(|supposed| supposed.value)
}

fn suppose(own: &Lever, reader: &Reader, trace: Trace) -> Callback<f64> {
    let (act, key) = (reader.act.clone(), own.key.clone());
    Callback::from(move |value: f64| act.emit(Action::Suppose(Supposed { key: key.clone(), value }, trace)))
}

fn forget(own: &Lever, reader: &Reader, name: &str, is_moved: bool) -> Html {
    let (act, key) = (reader.act.clone(), own.key.clone());
    html! {
        <button type="button" class="icon" disabled={!is_moved} aria-label={fill(reader.locale.words.what_if.forget, &[("name", name)])}
            onclick={move |_| act.emit(Action::Forget(key.clone()))}>{ "↺" }</button>
    }
}

fn slider(own: &Lever, reader: &Reader) -> Html {
    let words = reader.locale.words;
    let (unit, name, changed) = (Unit::of(&own.unit), name(own, reader), chosen(own, reader));
    let value = changed.unwrap_or(own.today);
    let (shown, sign) = (fixed(unit.read(value), 2), unit.sign(words));
    let (drag, drop) = (suppose(own, reader, Trace::Same), suppose(own, reader, Trace::Entry));
    let write = suppose(own, reader, Trace::Entry);
    let ondrag = move |event: InputEvent| {
        if let Some(value) = slid(&event) {
            drag.emit(value);
        }
    };
    let ondrop = move |event: Event| {
        if let Some(value) = slid(&event) {
            drop.emit(value);
        }
    };
    let onwrite = Callback::from(move |shown: f64| {
        if let Some(value) = unit.write(shown) {
            write.emit(value);
        }
    });
    let id = format!("lever-{}", own.key);
    let distance = own.usual.map(|[mean, deviation]| (value - mean).abs() / deviation);
    html! {
        <div key={own.key.clone()} class={classes!("lever", changed.is_some().then_some("changed"))}>
            <label for={id.clone()} title={own.name.clone()}>{ &name }</label>
            { effect(own, reader) }
            <input {id} type="range" min={fixed(own.low, DIGITS)} max={fixed(own.high, DIGITS)}
                step={fixed((own.high - own.low) / STEPS, DIGITS)} value={fixed(value, DIGITS)}
                aria-valuetext={format!("{shown} {sign}")} oninput={ondrag} onchange={ondrop} />
            <span class="typed">
                <RateField id={format!("value-{}", own.key)} signed=true value={shown} onchoose={onwrite}
                    label={fill(words.what_if.value, &[("name", &name)])} />
                <span class="unit">{ sign }</span>
                { forget(own, reader, &name, changed.is_some()) }
            </span>
            if let Some(said) = distance.and_then(|distance| warning(distance, words)) { <p class="remark" role="status">{ said }</p> }
        </div>
    }
}

fn warning(distance: f64, words: &Words) -> Option<&'static str> {
    match distance {
        far if far > CLIPPED => Some(words.what_if.clipped),
        far if far > UNUSUAL => Some(words.what_if.beyond),
        _ => None,
    }
}

/// An event that may come on another day, or not at all.
fn event(own: &Lever, reader: &Reader) -> Html {
    let words = reader.locale.words;
    let (changed, day) = (chosen(own, reader), day_of(own.today));
    let said = day.map(|day| words.coming(&own.name, &reader.locale.format.day(day))).unwrap_or_default();
    let shown = changed.map_or(day, day_of);
    let write = suppose(own, reader, Trace::Entry);
    let onchoose = Callback::from(move |day: Option<NaiveDate>| {
        write.emit(day.map_or(CALLED_OFF, |day| f64::from(day::number(day))));
    });
    let id = format!("lever-{}", own.key);
    html! {
        <div key={own.key.clone()} class={classes!("lever", changed.is_some().then_some("changed"))}>
            <label for={id.clone()}>{ &said }</label>
            { effect(own, reader) }
            <span class="typed">
                <DayField {id} day={shown} {onchoose} />
                <span class="unit">{ if shown.is_none() { words.what_if.called_off } else { "" } }</span>
                { forget(own, reader, &said, changed.is_some()) }
            </span>
        </div>
    }
}

/// The day of a number of days; none where the event is called off.
#[expect(clippy::cast_possible_truncation, reason = "a day's number is a small whole one")]
fn day_of(value: f64) -> Option<NaiveDate> {
    (value != CALLED_OFF).then(|| day::from_number(value as i32))?
}

/// The choice of half of the forward, where both interest rates are known.
fn half_forward(own: &Lever, reader: &Reader) -> Html {
    let is_chosen = chosen(own, reader).is_some();
    let (act, key) = (reader.act.clone(), own.key.clone());
    let rate = reader.locale.format.end(own.today);
    let onchange = move |_: Event| {
        act.emit(if is_chosen {
            Action::Forget(key.clone())
        } else {
            Action::Suppose(Supposed { key: key.clone(), value: 1.0 }, Trace::Entry)
        });
    };
    html! {
        <label class="check">
            <input id="half-forward" type="checkbox" checked={is_chosen} {onchange} />
            { fill(reader.locale.words.what_if.half_forward, &[("rate", &rate)]) }
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Language;

    #[test]
    fn the_reader_is_warned_where_the_model_has_seen_little() {
        let words = Words::of(Language::Spanish);
        assert_eq!(warning(2.9, words), None);
        assert_eq!(warning(3.1, words), Some(words.what_if.beyond));
        assert_eq!(warning(6.0, words), Some(words.what_if.clipped));
    }

    #[test]
    fn an_event_is_moved_or_called_off() {
        let day: NaiveDate = "2026-12-16".parse().unwrap();
        assert_eq!(day_of(f64::from(day::number(day))), Some(day));
        assert_eq!(day_of(CALLED_OFF), None);
    }
}
