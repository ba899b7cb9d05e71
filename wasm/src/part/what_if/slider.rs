//! One feature to move: a slider, a field to type in, and a warning where the model has seen little.

use super::super::typed;
use crate::locale::use_locale;
use crate::state::Action;
use crate::text::{Unit, feature_name, fill};
use paridad_engine::recipe::Feature;
use yew::prelude::*;

/// Half the width of a slider, in deviations.
const REACH: f64 = 4.0;
/// From here on the reader is warned.
const UNUSUAL: f64 = 3.0;
/// From here on the engine clips.
const CLIPPED: f64 = 5.0;
/// How many steps a slider has.
const STEPS: f64 = 400.0;

/// What a feature is today, and how it has varied.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Span {
    mean: f64,
    deviation: f64,
    today: f64,
}

impl Span {
    /// The span of a feature of given mean and deviation; none if it never varied.
    pub(crate) fn new((mean, deviation): (f64, f64), today: f64) -> Option<Self> {
        (deviation > 0.0).then_some(Self { mean, deviation, today })
    }

    /// The ends of the slider; today's value is always between them.
    fn ends(&self) -> (f64, f64) {
        let (low, high) = (self.mean - REACH * self.deviation, self.mean + REACH * self.deviation);
        (low.min(self.today), high.max(self.today))
    }

    fn step(&self) -> f64 {
        let (low, high) = self.ends();
        (high - low) / STEPS
    }

    /// How many deviations from the mean a value lies.
    fn distance(&self, value: f64) -> f64 {
        (value - self.mean) / self.deviation
    }
}

/// One feature, and where the reader has put it.
#[derive(Properties, PartialEq)]
pub(crate) struct SliderProps {
    /// The feature's index.
    pub(crate) index: usize,
    /// The feature.
    pub(crate) feature: Feature,
    /// Today's value and its past.
    pub(crate) span: Span,
    /// Where the reader has put it.
    pub(crate) changed: Option<f64>,
    /// What the reader does.
    pub(crate) act: Callback<Action>,
}

/// One feature to move.
#[function_component]
pub(crate) fn Slider(props: &SliderProps) -> Html {
    let locale = use_locale();
    let text = locale.text;
    let SliderProps { index, feature, span, changed, act } = props;
    let (index, id) = (*index, format!("slider-{index}"));
    let unit = Unit::of(&feature.kind);
    let name = feature_name(&feature.name, locale.language);
    let value = changed.unwrap_or(span.today);
    let (low, high) = span.ends();
    let shown = format!("{:.2}", unit.read(value));
    let (drag, forget) = (act.clone(), act.clone());
    let ondrag = move |event: InputEvent| {
        if let Ok(value) = typed(&event).parse() {
            drag.emit(Action::Suppose(index, value));
        }
    };
    let write = act.clone();
    let onwrite = move |event: Event| {
        if let Some(value) = typed(&event).parse().ok().and_then(|shown| unit.write(shown)) {
            write.emit(Action::Suppose(index, value));
        }
    };
    html! {
        <div class={classes!("slider", changed.is_some().then_some("changed"))}>
            <label for={id.clone()} title={feature.name.clone()}>{ name.clone() }</label>
            <input {id} type="range" min={low.to_string()} max={high.to_string()} step={span.step().to_string()}
                value={value.to_string()} aria-valuetext={format!("{shown} {}", unit.sign(locale.language))} oninput={ondrag} />
            <span class="typed">
                <input type="number" step="any" value={shown} onchange={onwrite}
                    aria-label={fill(text.scenario_value, &[("name", &name)])} />
                <span class="unit">{ unit.sign(locale.language) }</span>
                <button type="button" class="icon" disabled={changed.is_none()}
                    aria-label={fill(text.scenario_forget, &[("name", &name)])}
                    onclick={move |_| forget.emit(Action::Forget(index))}>{ "↺" }</button>
            </span>
            if let Some(words) = warning(span.distance(value), text) { <p class="remark" role="status">{ words }</p> }
        </div>
    }
}

fn warning(distance: f64, text: &crate::text::Text) -> Option<&'static str> {
    match distance.abs() {
        far if far > CLIPPED => Some(text.scenario_clipped),
        far if far > UNUSUAL => Some(text.scenario_beyond),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;
    use crate::view::Language;

    #[test]
    fn a_slider_reaches_four_deviations_and_todays_value() {
        assert_eq!(Span::new((1.0, 0.5), 1.2).unwrap().ends(), (-1.0, 3.0));
        assert_eq!(Span::new((1.0, 0.5), 9.0).unwrap().ends(), (-1.0, 9.0));
        assert_eq!(Span::new((1.0, 0.0), 1.0), None);
    }

    #[test]
    fn the_reader_is_warned_where_the_model_has_seen_little() {
        let text = Text::of(Language::Spanish);
        assert_eq!(warning(-2.9, text), None);
        assert_eq!(warning(-3.1, text), Some(text.scenario_beyond));
        assert_eq!(warning(6.0, text), Some(text.scenario_clipped));
    }
}
