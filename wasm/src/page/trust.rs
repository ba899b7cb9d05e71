//! Whether it can be believed: how good the forecasts have been, and whether what they are made of has changed.

use crate::part::{PageProps, use_ready};
use crate::reader::use_reader;
use yew::prelude::*;

/// The page.
#[function_component]
pub(crate) fn Trust(props: &PageProps) -> Html {
    use_ready(&props.onready, true);
    let Some(reader) = use_reader() else { return Html::default() };
    html! { <h1>{ reader.locale.words.shell.trust }</h1> }
}
