//! What a person does on the page, and what it remembers of it.

use super::focus::Back;
use super::pull::pull;
use super::question::Question;
use crate::reader::Reader;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// How many values of a group are shown at first, and how many more each time.
const SHOWN: usize = 25;

/// How many the server lists at once.
const MOST: usize = 1000;

/// What a person does.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Act {
    /// Ask what becomes of something.
    Ask(Box<Question>),
    /// It was decided, which is said, or is not wanted after all.
    Close(Option<String>),
    /// Open a group, or close it.
    Open(u64, String),
    /// Show more of the group that is open.
    More,
    /// Ask a source for what is new.
    Pull(String),
}

/// A group whose values are shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Open {
    /// The batch that brought them.
    pub(super) batch: u64,
    /// The rule that they broke.
    pub(super) rule: String,
    /// How many of them are shown.
    pub(super) shown: usize,
}

impl Open {
    /// Where they are listed: one more than is shown says whether there are more.
    pub(super) fn path(&self) -> String {
        let rule = String::from(js_sys::encode_uri_component(&self.rule));
        format!("/api/v1/held?batch={}&rule={rule}&limit={}", self.batch, (self.shown + 1).min(MOST))
    }
}

/// What the page remembers of what a person does.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Doing {
    /// What is asked.
    pub(super) asked: Option<Question>,
    /// The group that is open.
    pub(super) open: Option<Open>,
}

/// Does what a person wants, and says what came of it.
pub(super) fn acting(
    (doing, said): (&UseStateHandle<Doing>, UseStateSetter<String>),
    back: &Rc<RefCell<Back>>,
    reader: &Reader,
) -> Callback<Act> {
    let (doing, back, reader) = (doing.clone(), Rc::clone(back), reader.clone());
    Callback::from(move |act| {
        let mut next = (*doing).clone();
        match act {
            Act::Ask(question) => {
                back.replace(Back::here());
                next.asked = Some(*question);
                said.set(String::new());
            }
            Act::Close(outcome) => {
                back.borrow_mut().close();
                next.asked = None;
                said.set(outcome.unwrap_or_default());
            }
            Act::Open(batch, rule) => {
                let is_open = next.open.as_ref().is_some_and(|open| open.batch == batch && open.rule == rule);
                next.open = (!is_open).then_some(Open { batch, rule, shown: SHOWN });
            }
            Act::More => {
                if let Some(open) = &mut next.open {
                    open.shown += 4 * SHOWN;
                }
            }
            Act::Pull(name) => pull(name, said.clone(), &reader),
        }
        doing.set(next);
    })
}
