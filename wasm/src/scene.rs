//! What the page shows of one horizon: the forecast and, beside it, the reader's scenario, both computed here.

use crate::chart::{Step, steps};
use crate::shared::Shared;
use crate::state::{Changes, Input, supposed};
use paridad_engine::data::digest::Digest;
use paridad_engine::forecast::explanation::Explanation;
use paridad_engine::forecast::model::Model;
use paridad_engine::forecast::outlook::Outlook;
use paridad_engine::time::horizon::Horizon;
use yew::prelude::*;

/// What is expected at a horizon and on the way to it.
#[derive(Clone, PartialEq)]
pub(crate) struct Sight {
    /// Who speaks, as the reader supposes it.
    pub(crate) model: Shared<Model>,
    /// What is expected.
    pub(crate) outlook: Shared<Outlook>,
    /// Why it is what it is.
    pub(crate) explanation: Shared<Explanation>,
    /// The fan.
    pub(crate) steps: Shared<Vec<Step>>,
}

/// The forecast and the reader's scenario, if he has one.
#[derive(Clone, PartialEq)]
pub(crate) struct Scene {
    /// The forecast.
    pub(crate) base: Sight,
    /// The scenario.
    pub(crate) scenario: Option<Sight>,
}

impl Scene {
    /// The scenario if there is one, else the forecast.
    pub(crate) fn shown(&self) -> &Sight {
        self.scenario.as_ref().unwrap_or(&self.base)
    }
}

impl Sight {
    fn new(model: Model, horizon: Horizon, changes: &Changes) -> Self {
        let half = changes.of(Input::HalfForward).and_then(|_| model.outlook_at_half_forward(horizon));
        let explanation = half.as_ref().and_then(|_| model.explanation_at_half_forward(horizon));
        let is_half = half.is_some();
        Self {
            outlook: Shared::new(half.unwrap_or_else(|| model.outlook(horizon))),
            explanation: Shared::new(explanation.unwrap_or_else(|| model.explanation(horizon))),
            steps: Shared::new(steps(&model, horizon, is_half)),
            model: Shared::new(model),
        }
    }
}

/// Computes both, each only when what it depends on has changed.
#[hook]
pub(crate) fn use_scene(spoken: &Shared<(Digest, Model)>, horizon: Horizon, changes: &Changes) -> Scene {
    let base = use_memo((spoken.clone(), horizon), |(spoken, horizon)| {
        Sight::new(spoken.1.clone(), *horizon, &Changes::default())
    });
    let inputs = (spoken.clone(), horizon, changes.clone());
    let scenario = use_memo(inputs, |(spoken, horizon, changes)| {
        if changes.is_empty() {
            return None;
        }
        Some(Sight::new(supposed(&spoken.1, changes), *horizon, changes))
    });
    Scene { base: (*base).clone(), scenario: (*scenario).clone() }
}
