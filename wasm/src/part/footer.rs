//! The foot of the page: where the data comes from, and which software speaks.

use crate::locale::use_locale;
use crate::shared::Shared;
use crate::text::fill;
use paridad_wire::Status;
use yew::prelude::*;

/// What the foot shows.
#[derive(Properties, PartialEq)]
pub(crate) struct FooterProps {
    /// Who speaks, once it is known.
    pub(crate) status: Option<Shared<Status>>,
}

/// The foot of the page.
#[function_component]
pub(crate) fn Footer(props: &FooterProps) -> Html {
    let text = use_locale().text;
    let software = props.status.as_ref().map(|status| {
        let revision = status.spoken.engine_revision.to_string();
        fill(text.software, &[("version", &status.software), ("revision", &revision)])
    });
    html! {
        <footer class="page-foot">
            <p>{ text.source }{ " " }{ text.cross }</p>
            <p>{ text.not_advice }</p>
            <p>{ software.unwrap_or_default() }</p>
        </footer>
    }
}
