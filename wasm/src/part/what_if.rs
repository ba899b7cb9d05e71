//! What would be forecast if some features stood elsewhere: a slider for each, computed in the browser.

mod slider;

use crate::app::Scene;
use crate::locale::{Locale, use_locale};
use crate::shared::Shared;
use crate::state::{Action, Changes};
use crate::text::{feature_name, fill};
use paridad_engine::snapshot::Digest;
use paridad_engine::voice::Voice;
use slider::{Slider, Span};
use yew::prelude::*;

/// What may be supposed, and what is.
#[derive(Properties, PartialEq)]
pub(crate) struct WhatIfProps {
    /// Who speaks.
    pub(crate) spoken: Shared<(Digest, Voice)>,
    /// Forecast and scenario.
    pub(crate) scene: Scene,
    /// What the reader supposes.
    pub(crate) changes: Changes,
    /// What the reader does.
    pub(crate) act: Callback<Action>,
}

/// The sliders and what comes of them.
#[function_component]
pub(crate) fn WhatIf(props: &WhatIfProps) -> Html {
    let locale = use_locale();
    let text = locale.text;
    let voice = &props.spoken.1;
    let act = props.act.clone();
    html! {
        <section id="scenario" class="card" aria-labelledby="scenario-title">
            <h2 id="scenario-title">{ text.scenario }</h2>
            <p class="lead">{ text.scenario_lead }</p>
            { result(&props.scene, &locale) }
            <div class="sliders" tabindex="0" role="group" aria-labelledby="scenario-title">
                { for (0..voice.recipe.features.len()).filter_map(|index| slider(index, props)) }
            </div>
            { missing(voice, &locale) }
            <button type="button" id="scenario-reset" disabled={props.changes.is_empty()}
                onclick={move |_| act.emit(Action::ForgetAll)}>{ text.scenario_reset }</button>
        </section>
    }
}

fn result(scene: &Scene, locale: &Locale) -> Html {
    let Locale { text, format, .. } = locale;
    let (base, point) = (scene.base.outlook.point_rate(), scene.shown().outlook.point_rate());
    let comparison = if scene.scenario.is_some() {
        fill(text.scenario_change, &[("change", &format.change(point - base))])
    } else {
        text.scenario_same.to_owned()
    };
    html! {
        <p class="headline">
            <span class="label">{ text.scenario_point }</span>
            <output id="scenario-point" class="figure big">{ format.rate(point) }</output>
            <span id="scenario-change" class="quiet">{ comparison }</span>
            <span class="badge">{ text.in_browser }</span>
        </p>
    }
}

/// The slider of a feature; none where it has no value today or never varied.
fn slider(index: usize, props: &WhatIfProps) -> Option<Html> {
    let voice = &props.spoken.1;
    let today = voice.origin.row.get(index).copied().flatten()?;
    let span = Span::new(voice.moments.of(index)?, today)?;
    let changed = props.changes.get(&index).copied();
    Some(html! {
        <Slider key={index} {index} feature={voice.recipe.features[index].clone()} {span} {changed} act={props.act.clone()} />
    })
}

fn missing(voice: &Voice, locale: &Locale) -> Html {
    let names: Vec<String> = voice
        .recipe
        .features
        .iter()
        .zip(&voice.origin.row)
        .filter(|(_, value)| value.is_none())
        .map(|(feature, _)| feature_name(&feature.name, locale.language))
        .collect();
    if names.is_empty() {
        return Html::default();
    }
    html! { <p class="quiet">{ fill(locale.text.scenario_missing, &[("names", &names.join(", "))]) }</p> }
}
