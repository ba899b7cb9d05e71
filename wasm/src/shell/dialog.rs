//! What dialogs have in common.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// What a dialog is told.
#[derive(Properties, PartialEq)]
pub(super) struct DialogProps {
    /// It is not wanted any more.
    pub(super) onclose: Callback<()>,
}

/// Opens a dialog when it is first drawn.
#[hook]
pub(super) fn use_modal() -> NodeRef {
    let node = use_node_ref();
    use_effect_with(node.clone(), |node| {
        if let Some(dialog) = node.cast::<HtmlDialogElement>() {
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        }
    });
    node
}
