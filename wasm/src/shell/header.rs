//! The head of the page: the ways to all pages, and the reader's own settings.

use super::menu::Menu;
use crate::address::Page;
use crate::part::link;
use crate::reader::Reader;
use crate::words::fill;
use yew::prelude::*;

/// The head of the page.
pub(crate) fn header(reader: &Reader) -> Html {
    let words = reader.locale.words;
    html! {
        <header class="page-head">
            { link(reader, Page::Today, "wordmark", html! { "Paridad" }) }
            <nav aria-label={words.shell.pages}>
                <ul>{ for Page::ALL.into_iter().map(|page| html! { <li>{ entry(reader, page) }</li> }) }</ul>
            </nav>
            <Menu />
        </header>
    }
}

fn entry(reader: &Reader, page: Page) -> Html {
    let words = reader.locale.words;
    let waiting = reader.status.as_ref().map_or(0, |status| status.waiting.held + status.waiting.proposals);
    let badge = (page == Page::Data && waiting > 0).then(|| {
        let count = reader.locale.format.number(waiting as f64, 0);
        let title = fill(words.shell.waiting, &[("count", &count)]);
        html! { <span class="count" {title}>{ count }<span class="unseen">{ words.shell.waiting_unit }</span></span> }
    });
    link(reader, page, "entry", html! { <>{ words.title(page) }{ badge.unwrap_or_default() }</> })
}
