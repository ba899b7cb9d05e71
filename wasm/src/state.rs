//! What the page remembers, and everything that may change it.

use crate::view::{Language, Range, View};
use paridad_engine::horizon::Horizon;
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::Reducible;

/// Features that the reader has moved, by their index, with the value given.
pub(crate) type Changes = BTreeMap<usize, f64>;

/// What the page remembers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct State {
    /// What the reader looks at.
    pub(crate) view: View,
    /// The reader's scenario.
    pub(crate) changes: Changes,
    /// Grows when another version speaks, which makes every part fetch anew.
    pub(crate) epoch: u32,
}

/// What may change the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Action {
    /// Look this far ahead.
    Horizon(Horizon),
    /// Look this far back.
    Range(Range),
    /// Speak this language.
    Language(Language),
    /// Suppose that a feature has a value.
    Suppose(usize, f64),
    /// Suppose nothing of a feature.
    Forget(usize),
    /// Suppose nothing.
    ForgetAll,
    /// Another version speaks.
    Reload,
}

impl State {
    /// The page as it begins.
    pub(crate) fn new(view: View) -> Self {
        Self { view, changes: Changes::new(), epoch: 0 }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::Horizon(horizon) => next.view.horizon = horizon,
            Action::Range(range) => next.view.range = range,
            Action::Language(language) => next.view.language = language,
            Action::Suppose(feature, value) => {
                next.changes.insert(feature, value);
            }
            Action::Forget(feature) => {
                next.changes.remove(&feature);
            }
            Action::ForgetAll => next.changes.clear(),
            // A scenario is measured against a version's own features; it ends with that version.
            Action::Reload => {
                next.changes.clear();
                next.epoch += 1;
            }
        }
        Rc::new(next)
    }
}

/// The features as the scenario has them.
pub(crate) fn supposed(row: &[Option<f64>], changes: &Changes) -> Vec<Option<f64>> {
    let at = |(index, value): (usize, &Option<f64>)| changes.get(&index).copied().or(*value);
    row.iter().enumerate().map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: &[Action]) -> Rc<State> {
        let start = Rc::new(State::new(View::from_query("", Language::Spanish)));
        actions.iter().fold(start, |state, action| state.reduce(*action))
    }

    #[test]
    fn a_scenario_is_built_undone_and_ends_with_its_version() {
        let built = after(&[Action::Suppose(1, 0.5), Action::Suppose(2, 0.1), Action::Forget(2)]);
        assert_eq!(supposed(&[Some(1.0), Some(2.0), None], &built.changes), [Some(1.0), Some(0.5), None]);
        assert!(after(&[Action::Suppose(1, 0.5), Action::ForgetAll]).changes.is_empty());
        let reloaded = after(&[Action::Suppose(1, 0.5), Action::Reload]);
        assert_eq!((reloaded.changes.len(), reloaded.epoch), (0, 1));
    }

    #[test]
    fn the_view_follows_the_reader() {
        let state = after(&[Action::Range(Range::All), Action::Language(Language::English)]);
        assert_eq!(state.view.to_query(), "?h=63&rango=todo&lang=en");
    }
}
