//! What keys do on every page: `?` shows them, and Ctrl-K finds pages, series and versions.

use super::dialog::{DialogProps, use_modal};
use super::palette::Palette;
use crate::browser;
use crate::listening::Listening;
use crate::reader::use_reader;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

/// What is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Open {
    /// Nothing.
    Nothing,
    /// The list of keys.
    Keys,
    /// The search.
    Palette,
}

/// What a key opens; none where the reader is writing.
fn opened(key: &str, with_control: bool, is_writing: bool) -> Option<Open> {
    match key {
        "k" | "K" if with_control => Some(Open::Palette),
        "?" if !is_writing => Some(Open::Keys),
        _ => None,
    }
}

/// Listens to keys, and shows what they open.
#[function_component]
pub(crate) fn Keys() -> Html {
    let open = use_state_eq(|| Open::Nothing);
    let setter = open.setter();
    use_effect_with((), move |()| {
        let hear = move |event: Event| {
            let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
            let with_control = event.ctrl_key() || event.meta_key();
            if let Some(next) = opened(&event.key(), with_control, browser::is_writing()) {
                event.prevent_default();
                setter.set(next);
            }
        };
        let listening = browser::window().map(|window| Listening::new(&window, "keydown", hear));
        move || drop(listening)
    });
    let onclose = {
        let setter = open.setter();
        Callback::from(move |()| setter.set(Open::Nothing))
    };
    match *open {
        Open::Nothing => Html::default(),
        Open::Keys => html! { <KeyList {onclose} /> },
        Open::Palette => html! { <Palette {onclose} /> },
    }
}

/// The list of keys.
#[function_component]
fn KeyList(props: &DialogProps) -> Html {
    let node = use_modal();
    let Some(reader) = use_reader() else { return Html::default() };
    let words = reader.locale.words.shell;
    let rows = [
        ("?", words.key_help),
        ("Ctrl K", words.key_palette),
        ("← → ↑ ↓", words.key_arrows),
        ("Shift", words.key_shift),
        ("Home End", words.key_ends),
        ("Esc", words.key_escape),
    ];
    let row = |(key, does): (&'static str, &'static str)| html! { <div><dt><kbd>{ key }</kbd></dt><dd>{ does }</dd></div> };
    html! {
        <dialog id="keys" ref={node} aria-labelledby="keys-title" onclose={props.onclose.reform(|_: Event| ())}>
            <h2 id="keys-title">{ words.keys }</h2>
            <dl class="keys">{ for rows.into_iter().map(row) }</dl>
            <form method="dialog" class="actions"><button>{ words.close }</button></form>
        </dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_mark_that_is_written_opens_nothing() {
        assert_eq!(opened("?", false, false), Some(Open::Keys));
        assert_eq!(opened("?", false, true), None);
        assert_eq!(opened("k", true, true), Some(Open::Palette));
        assert_eq!(opened("k", false, false), None);
    }
}
