//! What can be taken along: numbers, pictures, a link that says the same for ever, and a paragraph for a memo.

use crate::browser;
use crate::format::Format;
use crate::part::{Sheet, interval, save_csv, save_drawing, save_picture, skew};
use crate::reader::Reader;
use crate::words::fill;
use paridad_exchange::engine::Scene;
use yew::prelude::*;

/// The buttons.
pub(super) fn taken(reader: &Reader, scene: &Scene) -> Html {
    let words = reader.locale.words.forecast;
    let name = file_name(reader);
    let sheet = sheet(scene);
    let (drawn, pictured, plain) = (name.clone(), name.clone(), name.clone());
    let link = reader.permalink();
    let said = paragraph(reader, scene, &link);
    html! {
        <div class="line" role="group" aria-label={words.take}>
            <button type="button" id="save-csv" onclick={move |_| save_csv(&name, &sheet)}>{ "CSV" }</button>
            <button type="button" id="save-svg" onclick={move |_| save_drawing("#forecast", &drawn)}>{ "SVG" }</button>
            <button type="button" id="save-png" onclick={move |_| save_picture("#forecast", &pictured)}>{ "PNG" }</button>
            <a id="save-json" class="button" href={json(reader)} download={format!("{plain}.json")}>{ "JSON" }</a>
            <button type="button" id="print" onclick={|_| browser::print()}>{ words.print }</button>
            <button type="button" id="copy-link" data-link={link.clone()} onclick={move |_| browser::copy(&link)}>{ words.copy_link }</button>
            <button type="button" id="copy-paragraph" onclick={move |_| browser::copy(&said)}>{ words.copy_paragraph }</button>
        </div>
    }
}

/// The forecast as the server answers it, of the version that is looked at now.
fn json(reader: &Reader) -> String {
    let pinned = reader.pinned();
    format!("/api/v1/forecast?horizon={}{}", reader.address().horizon.days(), pinned.query('&'))
}

fn file_name(reader: &Reader) -> String {
    let (target, day) = reader.status.as_ref().map_or_else(Default::default, |status| {
        (status.provenance.target.clone(), status.provenance.origin.to_string())
    });
    format!("paridad-{target}-{day}-{}", reader.address().horizon.days())
}

/// The fan with all its digits, by the names that the API has.
fn sheet(scene: &Scene) -> Sheet {
    let heads =
        ["day", "horizon", "point", "median", "low95", "high95", "low80", "high80", "low50", "high50"];
    let mut rows = Vec::new();
    let mut heads: Vec<String> = heads.map(str::to_owned).to_vec();
    heads.push("scenario".to_owned());
    for (sight, is_scenario) in
        std::iter::once((&scene.base, false)).chain(scene.scenario.iter().map(|own| (own, true)))
    {
        for step in &sight.steps {
            let numbers = [step.point, step.median].into_iter().chain(step.bands.iter().flatten().copied());
            let mut row = vec![step.day.to_string(), step.horizon.to_string()];
            row.extend(numbers.map(Format::exact));
            row.push(is_scenario.to_string());
            rows.push(row);
        }
    }
    Sheet { heads, rows }
}

/// The forecast in sentences, with where they come from.
fn paragraph(reader: &Reader, scene: &Scene, link: &str) -> String {
    let (locale, words) = (&reader.locale, reader.locale.words.forecast);
    let shown = scene.scenario.as_ref().unwrap_or(&scene.base);
    let status = reader.status.as_ref();
    let version = status.map(|status| status.provenance.version.to_string()).unwrap_or_default();
    let target = status.map(|status| status.provenance.target_title.clone()).unwrap_or_default();
    let values = [("target", target.as_str()), ("version", &version), ("link", link)];
    let kind = if scene.scenario.is_some() { words.paragraph_scenario } else { "" };
    format!(
        "{kind}{} {} {}",
        interval(&shown.steps, locale),
        skew(&shown.steps, locale),
        fill(words.citation, &values)
    )
}
