//! What the page remembers, and everything that may change it.

use crate::address::{Address, Language, Page, Range, Which};
use paridad_engine::time::horizon::Horizon;
use paridad_exchange::engine::Supposed;
use std::rc::Rc;
use yew::Reducible;

/// What a change does to the browser's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trace {
    /// A new entry, so that the way back leads here.
    Entry,
    /// The same entry says something else: what is still being dragged.
    Same,
    /// None: the browser went there itself.
    None,
}

/// Whether the server has been heard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Link {
    /// It has.
    Alive,
    /// Not since a moment, in milliseconds since 1970.
    Lost(f64),
}

/// What the page remembers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct State {
    /// What the reader looks at.
    pub(crate) address: Address,
    /// How the address came to be.
    pub(crate) trace: Trace,
    /// The language that the reader chose.
    pub(crate) chosen: Language,
    /// Grows when something new has come, which makes every part ask anew.
    pub(crate) epoch: u32,
    /// Whether the server has been heard.
    pub(crate) link: Link,
}

/// What may change the page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Action {
    /// Go to a page.
    Go(Page),
    /// Go to a page that looks at something else.
    Visit(Address),
    /// The browser went somewhere.
    Went(Address),
    /// Look this far ahead.
    Horizon(Horizon),
    /// Look this far back.
    Range(Range),
    /// Ask this version.
    Ask(Which),
    /// Speak this language from now on.
    Language(Language),
    /// Ask how likely it is to end above this rate.
    Level(f64),
    /// Suppose something; what is still being dragged is not yet an entry of the history.
    Suppose(Supposed, Trace),
    /// Suppose nothing of a key.
    Forget(String),
    /// Suppose nothing.
    ForgetAll,
    /// Something new has come.
    Reload,
    /// Whether the server is heard.
    Link(Link),
}

impl State {
    /// The page as it begins.
    pub(crate) fn new(address: Address, chosen: Language) -> Self {
        Self { address, trace: Trace::None, chosen, epoch: 0, link: Link::Alive }
    }

    /// The language that is spoken: a link's for the visit, else the reader's own.
    pub(crate) fn language(&self) -> Language {
        self.address.language.unwrap_or(self.chosen)
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        next.trace = match action {
            Action::Reload | Action::Link(_) => Trace::None,
            _ => Trace::Entry,
        };
        let address = &mut next.address;
        match action {
            // Today is of the version that is in force.
            Action::Go(page) => {
                address.page = page;
                if page == Page::Today {
                    address.which = Which::Speaking;
                }
            }
            Action::Visit(visited) => *address = visited,
            Action::Horizon(horizon) => address.horizon = horizon,
            Action::Range(range) => address.range = range,
            // A scenario is measured against a version's own features; it ends with that version.
            Action::Ask(which) => {
                address.which = which;
                address.supposed.clear();
            }
            Action::Level(rate) => {
                address.level = Some(rate);
                next.trace = Trace::Same;
            }
            Action::Suppose(own, trace) => {
                address.supposed.retain(|other| other.key != own.key);
                address.supposed.push(own);
                next.trace = trace;
            }
            Action::Forget(key) => address.supposed.retain(|other| other.key != key),
            Action::ForgetAll => address.supposed.clear(),
            Action::Language(language) => {
                address.language = None;
                next.chosen = language;
                next.trace = Trace::Same;
            }
            Action::Went(went) => {
                next.address = went;
                next.trace = Trace::None;
            }
            Action::Reload => next.epoch += 1,
            // Since when nothing was heard is what was first noticed.
            Action::Link(Link::Lost(_)) if next.link != Link::Alive => {}
            Action::Link(link) => {
                next.epoch += u32::from(next.link != Link::Alive && link == Link::Alive);
                next.link = link;
            }
        }
        Rc::new(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: &[Action]) -> Rc<State> {
        let start = Rc::new(State::new(Address::of("/", ""), Language::Spanish));
        actions.iter().fold(start, |state, action| state.reduce(action.clone()))
    }

    fn suppose(key: &str, value: f64, trace: Trace) -> Action {
        Action::Suppose(Supposed { key: key.to_owned(), value }, trace)
    }

    #[test]
    fn a_scenario_is_built_undone_and_ends_with_its_version() {
        let built = [
            suppose("spot", 19.0, Trace::Same),
            suppose("spot", 19.5, Trace::Entry),
            suppose("volatility", 2.0, Trace::Entry),
            Action::Forget("volatility".to_owned()),
        ];
        let state = after(&built);
        assert_eq!(state.address.supposed, [Supposed { key: "spot".to_owned(), value: 19.5 }]);
        let other = state.reduce(Action::Ask(Which::Version(3)));
        assert!(other.address.supposed.is_empty());
    }

    #[test]
    fn what_is_dragged_leaves_no_entry_in_the_history() {
        assert_eq!(after(&[suppose("spot", 19.0, Trace::Same)]).trace, Trace::Same);
        assert_eq!(after(&[Action::Go(Page::Why)]).trace, Trace::Entry);
        assert_eq!(after(&[Action::Went(Address::of("/datos", ""))]).trace, Trace::None);
    }

    #[test]
    fn a_server_that_comes_back_is_asked_anew() {
        let lost = after(&[Action::Link(Link::Lost(1.0)), Action::Link(Link::Lost(2.0))]);
        assert_eq!((lost.link, lost.epoch), (Link::Lost(1.0), 0));
        let back = lost.reduce(Action::Link(Link::Alive));
        assert_eq!((back.link, back.epoch), (Link::Alive, 1));
        assert_eq!(after(&[Action::Link(Link::Alive)]).epoch, 0);
    }

    #[test]
    fn a_language_that_is_chosen_outlasts_that_of_a_link() {
        let state = State::new(Address::of("/", "lang=en"), Language::Spanish);
        assert_eq!((state.language(), state.chosen), (Language::English, Language::Spanish));
        let state = Rc::new(state).reduce(Action::Language(Language::Spanish));
        assert_eq!((state.language(), state.address.to_url().as_str()), (Language::Spanish, "/"));
    }
}
