//! A way to another page.

use crate::address::{Address, Page, Which};
use crate::reader::Reader;
use crate::state::Action;
use yew::prelude::*;

/// A way to a page that keeps what is looked at; a click with a key held is the browser's own.
pub(crate) fn link(reader: &Reader, page: Page, class: &'static str, content: Html) -> Html {
    let address = reader.address();
    let which = if page == Page::Today { Which::Speaking } else { address.which.clone() };
    let href = Address { page, which, ..address.clone() }.to_url();
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
