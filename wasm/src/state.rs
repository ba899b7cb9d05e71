//! What the page remembers, and everything that may change it.

use crate::context::{Context, Language, Range};
use chrono::NaiveDate;
use paridad_engine::forecast::model::Model;
use paridad_engine::time::day;
use paridad_engine::time::horizon::Horizon;
use std::rc::Rc;
use yew::Reducible;

/// A feature that can be supposed to stand elsewhere, by its index in the recipe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Input {
    /// A feature of the point.
    Point(usize),
    /// A feature of the spread.
    Spread(usize),
    /// A series, by its place among those that stand somewhere.
    Series(usize),
    /// An event on a day, by the feature of the spread that counts it; it is moved to the day of the value, or called off.
    Event(usize, NaiveDate),
    /// The rate goes half as far as the forward.
    HalfForward,
}

/// The value of an event that is called off.
pub(crate) const CALLED_OFF: f64 = 0.0;

/// Features that the reader has moved, each once, with the value given.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Changes(Vec<(Input, f64)>);

impl Changes {
    /// Where the reader has put a feature.
    pub(crate) fn of(&self, input: Input) -> Option<f64> {
        self.0.iter().find(|(own, _)| *own == input).map(|(_, value)| *value)
    }

    /// Whether nothing is supposed.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn suppose(&mut self, input: Input, value: f64) {
        self.forget(input);
        self.0.push((input, value));
    }

    fn forget(&mut self, input: Input) {
        self.0.retain(|(own, _)| *own != input);
    }
}

/// A model in which all stands as the reader supposes: the series and events first, whose features follow; then the features that he
/// has moved themselves.
pub(crate) fn supposed(model: &Model, changes: &Changes) -> Model {
    let mut supposed = model.clone();
    for (input, value) in &changes.0 {
        match input {
            Input::Series(index) => {
                if let Some((series, _)) = model.standing.all().get(*index) {
                    supposed.suppose(series, *value);
                }
            }
            Input::Event(place, day) => supposed.suppose_event(*place, *day, day_of(*value)),
            _ => {}
        }
    }
    for (input, value) in &changes.0 {
        match input {
            Input::Point(index) => supposed.origin.row[*index] = Some(*value),
            Input::Spread(index) => supposed.origin.spread_row[*index] = *value,
            _ => {}
        }
    }
    supposed
}

/// The day that an event is moved to.
#[expect(clippy::cast_possible_truncation, reason = "a day's number is a small whole one")]
pub(crate) fn day_of(value: f64) -> Option<NaiveDate> {
    (value != CALLED_OFF).then(|| day::from_number(value as i32))?
}

/// What the page remembers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct State {
    /// What the reader looks at.
    pub(crate) context: Context,
    /// The reader's scenario.
    pub(crate) changes: Changes,
    /// The rate above which the reader asks it may end; today's where he has not.
    pub(crate) above: Option<f64>,
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
    /// Ask how likely it is to end above this rate.
    Above(f64),
    /// Suppose that a feature has a value.
    Suppose(Input, f64),
    /// Suppose nothing of a feature.
    Forget(Input),
    /// Suppose nothing.
    ForgetAll,
    /// Another version speaks.
    Reload,
}

impl State {
    /// The page as it begins.
    pub(crate) fn new(context: Context) -> Self {
        Self { context, changes: Changes::default(), above: None, epoch: 0 }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::Horizon(horizon) => next.context.horizon = horizon,
            Action::Range(range) => next.context.range = range,
            Action::Language(language) => next.context.language = language,
            Action::Above(rate) => next.above = Some(rate),
            Action::Suppose(input, value) => next.changes.suppose(input, value),
            Action::Forget(input) => next.changes.forget(input),
            Action::ForgetAll => next.changes = Changes::default(),
            // A scenario is measured against a version's own features; it ends with that version.
            Action::Reload => {
                next.changes = Changes::default();
                next.epoch += 1;
            }
        }
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: &[Action]) -> Rc<State> {
        let start = Rc::new(State::new(Context::from_query("", Language::Spanish)));
        actions.iter().fold(start, |state, action| state.reduce(*action))
    }

    #[test]
    fn a_scenario_is_built_undone_and_ends_with_its_version() {
        let (point, spread) = (Input::Point(1), Input::Spread(1));
        let built = after(&[
            Action::Suppose(point, 0.5),
            Action::Suppose(Input::Point(2), 0.1),
            Action::Forget(Input::Point(2)),
            Action::Suppose(spread, -0.3),
        ]);
        let model = crate::made::learned();
        let supposed = supposed(&model, &built.changes);
        assert_eq!(supposed.origin.row[1], Some(0.5));
        assert_eq!(supposed.origin.row[2], model.origin.row[2]);
        assert_eq!(
            (supposed.origin.spread_row[0], supposed.origin.spread_row[1]),
            (model.origin.spread_row[0], -0.3)
        );
        assert!(after(&[Action::Suppose(point, 0.5), Action::ForgetAll]).changes.is_empty());
        let reloaded = after(&[Action::Suppose(point, 0.5), Action::Reload]);
        assert_eq!((reloaded.changes.is_empty(), reloaded.epoch), (true, 1));
    }

    #[test]
    fn an_event_is_moved_or_called_off() {
        let day: NaiveDate = "2026-12-16".parse().unwrap();
        assert_eq!(day_of(f64::from(day::number(day))), Some(day));
        assert_eq!(day_of(CALLED_OFF), None);
    }

    #[test]
    fn the_view_follows_the_reader() {
        let state = after(&[Action::Range(Range::All), Action::Language(Language::English)]);
        assert_eq!(state.context.to_query(), "?h=63&rango=todo&lang=en");
    }
}
