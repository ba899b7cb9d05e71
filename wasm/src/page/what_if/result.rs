//! What comes of a scenario, against the forecast.

use crate::part::width;
use crate::reader::Reader;
use crate::words::fill;
use paridad_exchange::engine::Scene;
use yew::prelude::*;

/// By how much the scenario differs.
pub(super) fn result(scene: &Scene, reader: &Reader) -> Html {
    let (words, format) = (reader.locale.words.what_if, &reader.locale.format);
    let said = match &scene.scenario {
        None => words.same.to_owned(),
        Some(own) => {
            let middle =
                |steps: &[paridad_exchange::engine::Step]| steps.last().map_or(0.0, |step| step.median);
            let change = format.centavos(middle(&own.steps) - middle(&scene.base.steps));
            let (wide, usual) = (width(&own.steps), width(&scene.base.steps));
            let wider = format!("{} %", format.signed(100.0 * (wide / usual - 1.0), 1));
            let by = format.centavos(wide - usual);
            fill(words.change, &[("change", &change), ("wider", &wider), ("by", &by)])
        }
    };
    html! { <p id="scenario-change" role="status" class={classes!(scene.scenario.is_some().then_some("scenario-text"))}>{ said }</p> }
}
