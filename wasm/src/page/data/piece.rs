//! Small pieces that the sections of the page are made of: each is written once, for the page's sake and for its size.

use yew::prelude::*;

/// A section with its heading, which the keyboard can be brought to.
pub(super) fn section(name: &'static str, title: Html, held: Html) -> Html {
    let id = format!("{name}-title");
    html! {
        <section id={name} class="card" aria-labelledby={id.clone()}><h2 {id} tabindex="-1">{ title }</h2>{ held }</section>
    }
}

/// A word in a coloured field.
pub(super) fn badge(class: &'static str, said: impl Into<AttrValue>) -> Html {
    part(class, said.into())
}

/// What is said in passing.
pub(super) fn quiet(said: impl Into<AttrValue>) -> Html {
    part("quiet", said.into())
}

fn part(class: &'static str, said: AttrValue) -> Html {
    html! { <span {class}>{ said }</span> }
}

/// A cell of words.
pub(super) fn cell(held: Html) -> Html {
    html! { <td class="wraps">{ held }</td> }
}

/// The cell that names a row.
pub(super) fn named(held: Html) -> Html {
    html! { <th scope="row">{ held }</th> }
}
