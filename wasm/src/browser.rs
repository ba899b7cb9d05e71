//! What the page asks of the browser's window: address, memory, marks on the document.

use crate::address::{Address, Language};
use crate::state::Trace;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, EventTarget, HtmlElement, Location, Window};

const LANGUAGE: &str = "paridad.language";
const THEME: &str = "paridad.theme";
const LEVELS: &str = "paridad.levels";
const TOURED: &str = "paridad.toured";

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

/// The script of the engine, as the page names it.
pub(crate) fn engine_path() -> Option<String> {
    html()?.dataset().get("engine")
}

/// What the page's address asks for.
pub(crate) fn address() -> Address {
    let location = web_sys::window().map(|window| window.location());
    let part = |read: fn(&Location) -> Result<String, JsValue>| {
        location.as_ref().and_then(|location| read(location).ok()).unwrap_or_default()
    };
    Address::of(&part(Location::pathname), &part(Location::search))
}

/// Puts an address into the browser's, as a new entry of its history or in place of this one.
pub(crate) fn follow(address: &Address, trace: Trace) {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else { return };
    let url = address.to_url();
    // A browser may refuse after very many changes in a short time; the address is then only not remembered.
    let _ = match trace {
        Trace::Entry => history.push_state_with_url(&JsValue::NULL, "", Some(&url)),
        Trace::Same => history.replace_state_with_url(&JsValue::NULL, "", Some(&url)),
        Trace::None => Ok(()),
    };
}

/// The address as a link that can be sent.
pub(crate) fn link(address: &Address) -> String {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok()).unwrap_or_default();
    format!("{origin}{}", address.to_url())
}

/// Milliseconds since 1970.
pub(crate) fn now() -> f64 {
    js_sys::Date::now()
}

/// Names the page in the browser's tab, and in its history.
pub(crate) fn entitle(title: &str) {
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        document.set_title(title);
    }
}

/// Puts a text on the clipboard; nothing where the reader forbids it.
pub(crate) fn copy(text: &str) {
    if let Some(window) = web_sys::window() {
        let _written = window.navigator().clipboard().write_text(text);
    }
}

/// The language that was chosen last; Spanish at first.
pub(crate) fn remembered_language() -> Language {
    recall(LANGUAGE).and_then(|code| Language::from_code(&code)).unwrap_or(Language::Spanish)
}

/// Speaks a language: says so to assistive software.
pub(crate) fn speak(language: Language) {
    if let Some(html) = html() {
        html.set_lang(language.tag());
    }
}

/// Remembers the language that was chosen: that of a link is not.
pub(crate) fn choose(language: Language) {
    remember(LANGUAGE, language.code());
}

/// The rates that the reader keeps for the matrix, as he wrote them.
pub(crate) fn remembered_levels() -> Option<String> {
    recall(LEVELS)
}

/// Keeps the rates of the matrix.
pub(crate) fn keep_levels(levels: &str) {
    remember(LEVELS, levels);
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

/// How large letters are, as the reader has set them: 1 where they have the usual size.
pub(crate) fn letters() -> f64 {
    /// The usual size in pixels.
    const USUAL: f64 = 16.0;
    let style = html().and_then(|html| web_sys::window()?.get_computed_style(&html).ok()?);
    let size = style.and_then(|style| style.get_property_value("font-size").ok());
    let size = size.map_or(USUAL, |size| js_sys::Number::parse_float(&size));
    if size > 0.0 { size / USUAL } else { 1.0 }
}

/// Brings the keyboard to an element.
pub(crate) fn focus(id: &str) {
    let found = web_sys::window().and_then(|window| window.document()?.get_element_by_id(id));
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot be focussed is left alone.
        let _ = element.focus();
    }
}

/// The colour of the cards on which charts stand.
pub(crate) fn ground() -> String {
    let card = web_sys::window().and_then(|window| window.document()?.query_selector(".card").ok()?);
    let style = card.and_then(|card| web_sys::window()?.get_computed_style(&card).ok()?);
    let colour = style.and_then(|style| style.get_property_value("background-color").ok());
    colour.unwrap_or_else(|| "white".to_owned())
}

/// The window, as something to listen to.
pub(crate) fn window() -> Option<EventTarget> {
    web_sys::window().map(Into::into)
}

/// Whether the keyboard writes into a field.
pub(crate) fn is_writing() -> bool {
    let focused = web_sys::window().and_then(|window| window.document()?.active_element());
    focused.is_some_and(|element| ["INPUT", "SELECT", "TEXTAREA"].contains(&element.tag_name().as_str()))
}

/// Whether the reader has closed the tour.
pub(crate) fn has_toured() -> bool {
    recall(TOURED).is_some()
}

/// Does not show the tour again.
pub(crate) fn end_tour() {
    remember(TOURED, "1");
}

/// Prints the page.
pub(crate) fn print() {
    if let Some(window) = web_sys::window() {
        // A browser that cannot print does not.
        let _ = window.print();
    }
}

/// Leaves this document for an address that another module draws.
pub(crate) fn leave(address: &Address) {
    if let Some(window) = web_sys::window() {
        // It fails only for addresses that are none.
        let _ = window.location().assign(&address.to_url());
    }
}

/// The same once all that is about to be drawn is drawn: what goes takes the keyboard with it.
pub(crate) fn focus_soon(id: &'static str) {
    let then = Closure::once_into_js(move || focus(id));
    if let Some(window) = web_sys::window() {
        // It fails only for what cannot be called.
        let _ = window.set_timeout_with_callback(then.unchecked_ref());
    }
}
