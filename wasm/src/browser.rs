//! What the page asks of the browser's window: address, memory, marks on the document.

use crate::context::Language;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Window};

const LANGUAGE: &str = "paridad.language";
const THEME: &str = "paridad.theme";

/// Which colours the page has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Theme {
    /// Those that the system prefers.
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// All themes, in the order in which they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The theme's name in the document and in the browser's memory.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a name; whatever else is asked for is the system's.
    pub(crate) fn from_code(code: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.code() == code).unwrap_or(Self::System)
    }
}

/// The place that the page keeps for the dashboard.
pub(crate) fn root() -> Option<Element> {
    web_sys::window()?.document()?.get_element_by_id("app")
}

/// The query of the page's address.
pub(crate) fn query() -> String {
    web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// Puts a query into the page's address without a new entry in the history.
pub(crate) fn set_query(query: &str) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        // A browser may refuse after very many changes in a short time; the context is then only not remembered.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(query));
    }
}

/// The language that was chosen last; Spanish at first.
pub(crate) fn remembered_language() -> Language {
    recall(LANGUAGE).and_then(|code| Language::from_code(&code)).unwrap_or(Language::Spanish)
}

/// Speaks a language: says so to assistive software, and remembers it if it was chosen.
pub(crate) fn speak(language: Language) {
    if let Some(html) = html() {
        html.set_lang(language.tag());
    }
    remember(LANGUAGE, language.code());
}

/// The theme that was chosen last.
pub(crate) fn remembered_theme() -> Theme {
    recall(THEME).map_or(Theme::System, |code| Theme::from_code(&code))
}

/// Wears a theme and remembers it.
pub(crate) fn wear(theme: Theme) {
    mark("theme", theme.code());
    remember(THEME, theme.code());
}

/// Says that the page can be used: to whoever watches the document, and on the browser's time line.
pub(crate) fn ready() {
    mark("ready", "true");
    if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
        // Nothing depends on the mark but measurements.
        let _ = performance.mark("ready");
    }
}

/// Sets a `data-` attribute of the document.
fn mark(name: &str, value: &str) {
    if let Some(html) = html() {
        // Fails only for names with a capital after a hyphen; ours are single words.
        let _ = html.set_attribute(&format!("data-{name}"), value);
    }
}

fn html() -> Option<HtmlElement> {
    web_sys::window()?.document()?.document_element()?.dyn_into().ok()
}

/// The browser's memory, unless it is forbidden to use it.
fn memory(window: &Window) -> Option<web_sys::Storage> {
    window.local_storage().ok().flatten()
}

fn recall(key: &str) -> Option<String> {
    memory(&web_sys::window()?)?.get_item(key).ok().flatten()
}

fn remember(key: &str, value: &str) {
    if let Some(memory) = web_sys::window().as_ref().and_then(memory) {
        // A full memory only means that the choice is made again next time.
        let _ = memory.set_item(key, value);
    }
}
