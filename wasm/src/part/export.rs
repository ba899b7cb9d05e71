//! What can be taken along: tables as CSV that a spreadsheet reads, charts as SVG or as PNG.

use crate::browser;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, Document, Element, HtmlAnchorElement, HtmlCanvasElement,
    HtmlImageElement, Url, XmlSerializer,
};

/// Of how many pixels a picture is for each of the screen's.
const SHARPNESS: f64 = 2.0;

/// What a drawn element looks like: what the style sheet says becomes its own.
const LOOKS: [&str; 11] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linejoin",
    "opacity",
    "font-family",
    "font-size",
    "font-weight",
    "paint-order",
];

/// A table to be saved.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Sheet {
    /// The heads of its columns.
    pub(crate) heads: Vec<String>,
    /// Its rows.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Sheet {
    /// The table as CSV (RFC 4180), after the mark by which a spreadsheet knows its letters.
    pub(crate) fn to_csv(&self) -> String {
        let line = |cells: &Vec<String>| cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",");
        let rows: Vec<String> = std::iter::once(&self.heads).chain(&self.rows).map(line).collect();
        format!("\u{feff}{}\r\n", rows.join("\r\n"))
    }
}

/// A cell as CSV: quoted where it must be, and never a formula. A number keeps its sign.
fn quoted(cell: &str) -> String {
    let is_number = cell.bytes().all(|letter| letter.is_ascii_digit() || b".-+e".contains(&letter));
    let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number;
    let cell = if is_formula { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

/// Saves a table.
pub(crate) fn save_csv(name: &str, sheet: &Sheet) {
    if let Some(url) = url(&sheet.to_csv(), "text/csv;charset=utf-8") {
        save(&url, &format!("{name}.csv"));
    }
}

/// Saves the first chart under an element as it is drawn.
pub(crate) fn save_drawing(within: &str, name: &str) {
    if let Some(url) = drawing(within).and_then(|(text, _)| url(&text, "image/svg+xml")) {
        save(&url, &format!("{name}.svg"));
    }
}

/// Saves the first chart under an element as a picture.
pub(crate) fn save_picture(within: &str, name: &str) {
    let Some((text, (width, height))) = drawing(within) else { return };
    let (Some(url), Ok(image)) = (url(&text, "image/svg+xml"), HtmlImageElement::new()) else { return };
    let (drawn, name) = (image.clone(), format!("{name}.png"));
    let onload = Closure::once_into_js(move || picture(&drawn, (width, height), name));
    image.set_onload(Some(onload.unchecked_ref()));
    image.set_src(&url);
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// A chart as a text of its own, and its size.
fn drawing(within: &str) -> Option<(String, (f64, f64))> {
    let svg = document()?.query_selector(&format!("{within} svg.chart")).ok()??;
    let copy: Element = svg.clone_node_with_deep(true).ok()?.unchecked_into();
    let (from, to) = (svg.query_selector_all("*").ok()?, copy.query_selector_all("*").ok()?);
    dress(&svg, &copy);
    for place in 0..from.length() {
        let (Some(from), Some(to)) = (from.get(place), to.get(place)) else { continue };
        dress(from.unchecked_ref(), to.unchecked_ref());
    }
    copy.set_attribute("xmlns", "http://www.w3.org/2000/svg").ok()?;
    let size = |name| svg.get_attribute(name).map(|text| js_sys::Number::parse_float(&text));
    let text = XmlSerializer::new().ok()?.serialize_to_string(&copy).ok()?;
    Some((text, (size("width")?, size("height")?)))
}

/// Gives an element the looks that another has from the style sheet.
fn dress(from: &Element, to: &Element) {
    let style = web_sys::window().and_then(|window| window.get_computed_style(from).ok()?);
    let Some(style) = style else { return };
    for name in LOOKS {
        if let Ok(value) = style.get_property_value(name) {
            // It fails only for names that are none.
            let _ = to.set_attribute(name, &value);
        }
    }
}

/// Draws an image that has been loaded onto a canvas, on the page's own ground, and saves that.
fn picture(image: &HtmlImageElement, (width, height): (f64, f64), name: String) {
    let canvas = document().and_then(|document| document.create_element("canvas").ok());
    let Some(canvas) = canvas.and_then(|canvas| canvas.dyn_into::<HtmlCanvasElement>().ok()) else { return };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a screen has few pixels")]
    let pixels = |length: f64| (SHARPNESS * length) as u32;
    canvas.set_width(pixels(width));
    canvas.set_height(pixels(height));
    let context = canvas.get_context("2d").ok().flatten();
    let Some(context) = context.and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok())
    else {
        return;
    };
    context.set_fill_style_str(&browser::ground());
    context.fill_rect(0.0, 0.0, SHARPNESS * width, SHARPNESS * height);
    let size = (SHARPNESS * width, SHARPNESS * height);
    let drawn = context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, size.0, size.1);
    if drawn.is_err() {
        return;
    }
    let saved = Closure::once_into_js(move |blob: Blob| {
        if let Ok(url) = Url::create_object_url_with_blob(&blob) {
            save(&url, &name);
        }
    });
    // It fails only for pictures of other pages.
    let _ = canvas.to_blob(saved.unchecked_ref());
}

/// An address in the browser for a text.
fn url(text: &str, media_type: &str) -> Option<String> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    Url::create_object_url_with_blob(&Blob::new_with_str_sequence_and_options(&parts, &options).ok()?).ok()
}

/// Saves what is at an address under a name.
fn save(url: &str, name: &str) {
    let link = document().and_then(|document| document.create_element("a").ok());
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_href(url);
        link.set_download(name);
        link.click();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_marked_quoted_and_holds_no_formula() {
        let texts = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        let sheet = Sheet {
            heads: texts(&["day", "note"]),
            rows: vec![texts(&["2026-10-30", "=1+1"]), texts(&["-0.5", "a, \"b\""])],
        };
        assert_eq!(sheet.to_csv(), "\u{feff}day,note\r\n2026-10-30,'=1+1\r\n-0.5,\"a, \"\"b\"\"\"\r\n");
    }
}
