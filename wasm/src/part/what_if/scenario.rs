//! What the reader supposes, handed to each slider.

use crate::state::{Action, Changes};
use yew::prelude::*;

/// What the reader supposes, and the way to suppose something else.
pub(crate) struct Scenario<'a> {
    /// What is supposed.
    pub(crate) changes: &'a Changes,
    /// What the reader does.
    pub(crate) act: &'a Callback<Action>,
}
