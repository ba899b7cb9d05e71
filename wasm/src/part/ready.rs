//! What every page is told, and tells.

use yew::prelude::*;

/// What every page is told.
#[derive(Properties, PartialEq)]
pub(crate) struct PageProps {
    /// Who wants to know when it can be read.
    pub(crate) onready: Callback<()>,
}

/// Tells once that the page can be read.
#[hook]
pub(crate) fn use_ready(onready: &Callback<()>, is_ready: bool) {
    let onready = onready.clone();
    use_effect_with(is_ready, move |is_ready| {
        if *is_ready {
            onready.emit(());
        }
    });
}
