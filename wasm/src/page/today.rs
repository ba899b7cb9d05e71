//! Today: what the reader has to know in the morning.

use super::{PageProps, use_ready};
use crate::reader::use_reader;
use yew::prelude::*;

/// The page.
#[function_component]
pub(crate) fn Today(props: &PageProps) -> Html {
    let Some(reader) = use_reader() else { return Html::default() };
    use_ready(&props.onready, reader.status.is_some());
    html! { <h1>{ reader.locale.words.shell.today }</h1> }
}
