//! The foot of the page: where the data comes from, which software speaks, and whether it computes the same here.

use super::parity::Parity;
use crate::browser;
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
            <p class="printed">{ printed(reader) }</p>
            <Parity />
        </footer>
    }
}

/// What a sheet of paper says of where it comes from.
fn printed(reader: &Reader) -> String {
    let Some(status) = &reader.status else { return String::new() };
    let (version, now) = (status.provenance.version.to_string(), reader.locale.format.moment(browser::now()));
    let link = reader.permalink();
    let values = [
        ("target", status.provenance.target_title.as_str()),
        ("version", &version),
        ("now", &now),
        ("link", &link),
    ];
    fill(reader.locale.words.shell.printed, &values)
}
