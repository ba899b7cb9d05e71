//! The foot of the page: where the data comes from, and which software speaks.

use crate::locale::Locale;
use crate::text::fill;
use paridad_wire::Status;
use yew::prelude::*;

/// The foot of the page; the software is named once it is known who speaks.
pub(crate) fn footer(status: Option<&Status>, locale: &Locale) -> Html {
    let text = locale.text;
    let software = status.map(|status| {
        let revision = status.provenance.engine_revision.to_string();
        fill(text.software, &[("version", &status.software), ("revision", &revision)])
    });
    let is_fix = status.is_some_and(|status| status.provenance.target == "fix");
    html! {
        <footer class="page-foot">
            <p>{ text.source }{ " " }{ if is_fix { text.fix } else { text.cross } }</p>
            <p>{ text.not_advice }</p>
            <p>{ software.unwrap_or_default() }</p>
        </footer>
    }
}
