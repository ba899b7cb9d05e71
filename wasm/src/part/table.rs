//! A table that scrolls within its place, reachable by keyboard: the same everywhere.

use yew::prelude::*;

/// A table with its heads and rows; `label` names it for those who do not see it.
pub(crate) fn table(label: &'static str, heads: &[&str], rows: Vec<Html>) -> Html {
    let heads = heads.iter().map(|head| html! { <th scope="col">{ (*head).to_owned() }</th> });
    html! {
        <div class="scroll" tabindex="0" role="group" aria-label={label}>
            <table>
                <thead><tr>{ for heads }</tr></thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}

/// A row: its name, and a cell each.
pub(crate) fn row(name: impl Into<AttrValue>, cells: Vec<String>) -> Html {
    titled("", name, cells)
}

/// The same with more to say of the name.
pub(crate) fn titled(title: &str, name: impl Into<AttrValue>, cells: Vec<String>) -> Html {
    let title = (!title.is_empty()).then(|| title.to_owned());
    let cells = cells.into_iter().map(|cell| html! { <td>{ cell }</td> });
    html! { <tr><th scope="row" {title}>{ name.into() }</th>{ for cells }</tr> }
}
