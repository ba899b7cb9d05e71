//! What the page shows of one horizon: the forecast and, beside it, the reader's scenario, both computed here.

use crate::chart::{Step, steps};
use crate::shared::Shared;
use crate::state::{Changes, supposed};
use paridad_engine::data::digest::Digest;
use paridad_engine::forecast::explanation::Explanation;
use paridad_engine::forecast::model::Model;
use paridad_engine::forecast::outlook::Outlook;
use paridad_engine::time::horizon::Horizon;
use yew::prelude::*;

/// What is expected at a horizon and on the way to it.
#[derive(Clone, PartialEq)]
pub(crate) struct Sight {
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
    fn new(model: &Model, horizon: Horizon) -> Self {
        Self {
            outlook: Shared::new(model.outlook(horizon)),
            explanation: Shared::new(model.explanation(horizon)),
            steps: Shared::new(steps(model, horizon)),
        }
    }
}

/// Computes both, each only when what it depends on has changed.
#[hook]
pub(crate) fn use_scene(spoken: &Shared<(Digest, Model)>, horizon: Horizon, changes: &Changes) -> Scene {
    let base = use_memo((spoken.clone(), horizon), |(spoken, horizon)| Sight::new(&spoken.1, *horizon));
    let inputs = (spoken.clone(), horizon, changes.clone());
    let scenario = use_memo(inputs, |(spoken, horizon, changes)| {
        if changes.is_empty() {
            return None;
        }
        let mut model = spoken.1.clone();
        model.origin = supposed(&model.origin, changes);
        Some(Sight::new(&model, *horizon))
    });
    Scene { base: (*base).clone(), scenario: (*scenario).clone() }
}
