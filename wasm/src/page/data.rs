//! What has come, and what waits for a person.

use crate::part::{PageProps, use_ready};
use crate::reader::use_reader;
use yew::prelude::*;

/// The page.
#[function_component]
pub(crate) fn Data(props: &PageProps) -> Html {
    use_ready(&props.onready, true);
    let Some(reader) = use_reader() else { return Html::default() };
    html! { <h1>{ reader.locale.words.shell.data }</h1> }
}
