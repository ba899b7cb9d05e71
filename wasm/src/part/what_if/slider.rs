//! One feature to move: a slider, a field to type in, and a warning where the model has seen little.

use super::super::typed_number;
use super::inputs::Movable;
use super::scenario::Scenario;
use crate::digits::fixed;
use crate::locale::Locale;
use crate::state::{Action, Input};
use crate::text::{Text, fill};
use yew::prelude::*;

/// From here on, in deviations, the reader is warned.
const UNUSUAL: f64 = 3.0;
/// With how many digits after the point a slider stands.
const DIGITS: u32 = 8;
/// From here on the engine clips.
const CLIPPED: f64 = 5.0;

/// One feature to move.
pub(super) fn slider(movable: &Movable, scenario: &Scenario, locale: &Locale) -> Html {
    let text = locale.text;
    let Movable { input, id: title, name, unit, span } = movable;
    let (input, unit, id) = (*input, *unit, slider_id(*input));
    let (changed, act) = (scenario.changes.of(input), scenario.act);
    let value = changed.unwrap_or(span.today());
    let (low, high) = span.ends();
    let (shown, sign) = (fixed(unit.read(value), 2), unit.sign(locale.language));
    let (drag, write, forget) = (act.clone(), act.clone(), act.clone());
    let ondrag = move |event: InputEvent| {
        if let Some(value) = typed_number(&event) {
            drag.emit(Action::Suppose(input, value));
        }
    };
    let onwrite = move |event: Event| {
        if let Some(value) = typed_number(&event).and_then(|shown| unit.write(shown)) {
            write.emit(Action::Suppose(input, value));
        }
    };
    let warning = span.distance(value).and_then(|distance| warning(distance, text));
    html! {
        <div key={title.clone()} class={classes!("slider", changed.is_some().then_some("changed"))}>
            <label for={id.clone()} title={title.clone()}>{ name }</label>
            <input {id} type="range" min={fixed(low, DIGITS)} max={fixed(high, DIGITS)} step={fixed(span.step(), DIGITS)}
                value={fixed(value, DIGITS)} aria-valuetext={format!("{shown} {sign}")} oninput={ondrag} />
            <span class="typed">
                <input type="number" step="any" value={shown} onchange={onwrite}
                    aria-label={fill(text.scenario_value, &[("name", name)])} />
                <span class="unit">{ sign }</span>
                <button type="button" class="icon" disabled={changed.is_none()}
                    aria-label={fill(text.scenario_forget, &[("name", name)])}
                    onclick={move |_| forget.emit(Action::Forget(input))}>{ "↺" }</button>
            </span>
            if let Some(words) = warning { <p class="remark" role="status">{ words }</p> }
        </div>
    }
}

/// The id of an input's slider.
fn slider_id(input: Input) -> String {
    match input {
        Input::Point(index) => format!("slider-{index}"),
        Input::Spread(index) => format!("slider-spread-{index}"),
        Input::Series(index) => format!("slider-series-{index}"),
        Input::Event(place, day) => format!("event-{place}-{day}"),
        Input::HalfForward => "half-forward".to_owned(),
    }
}

fn warning(distance: f64, text: &Text) -> Option<&'static str> {
    match distance {
        far if far > CLIPPED => Some(text.scenario_clipped),
        far if far > UNUSUAL => Some(text.scenario_beyond),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Language;

    #[test]
    fn the_reader_is_warned_where_the_model_has_seen_little() {
        let text = Text::of(Language::Spanish);
        assert_eq!(warning(2.9, text), None);
        assert_eq!(warning(3.1, text), Some(text.scenario_beyond));
        assert_eq!(warning(6.0, text), Some(text.scenario_clipped));
    }
}
