//! The foot of the page: where the data comes from, which software speaks, and whether it computes the same here.

use super::parity::Parity;
use crate::reader::Reader;
use crate::words::fill;
use yew::prelude::*;

/// The foot of the page; the software is named once it is known who speaks.
pub(crate) fn footer(reader: &Reader) -> Html {
    let words = reader.locale.words.shell;
    let status = reader.status.as_ref();
    let software = status.map(|status| {
        let revision = status.provenance.engine_revision.to_string();
        fill(words.software, &[("version", &status.software), ("revision", &revision)])
    });
    let is_fix = status.is_some_and(|status| status.provenance.target == "fix");
    html! {
        <footer class="page-foot">
            <p>{ words.source }{ " " }{ if is_fix { words.fix } else { words.cross } }</p>
            <p>{ words.not_advice }</p>
            <p>{ software.unwrap_or_default() }</p>
            <Parity />
        </footer>
    }
}
