//! The head of the page: the ways to all pages, and the reader's own settings.

use super::menu::Menu;
use crate::address::{Address, Page};
use crate::page;
use crate::reader::Reader;
use crate::state::Action;
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
    link(reader, page, "entry", html! { <>{ page::title(page, words) }{ badge.unwrap_or_default() }</> })
}

/// A way to a page that keeps what is looked at; a click with a key held is the browser's own.
pub(crate) fn link(reader: &Reader, page: Page, class: &'static str, content: Html) -> Html {
    let address = reader.address();
    let href = Address { page, ..address.clone() }.to_url();
    let act = reader.act.clone();
    let onclick = move |event: MouseEvent| {
        if !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0) {
            event.prevent_default();
            act.emit(Action::Go(page));
        }
    };
    let current = (address.page == page && class == "entry").then_some("page");
    html! { <a {class} {href} {onclick} aria-current={current}>{ content }</a> }
}
