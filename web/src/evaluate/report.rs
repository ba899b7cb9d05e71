//! The report of an evaluation: one HTML file that needs nothing else, without script.

mod drawing;
mod fan;
mod frame;
mod over_time;
mod pit;
mod reliability;
mod scale;
mod tables;

use super::files::DataFile;
use super::in_sample;
use super::input::Input;
use super::results::Results;
use crate::view::OWN_REVISION;
use crate::wording::markup::escaped;
use frame::with_error;
use paridad_engine::forecaster::evaluate::Judged;
use paridad_engine::time::horizon::Horizon;

const STYLE: &str = include_str!("report/page.css");

/// The whole page.
pub(super) fn page(input: &Input, judged: &[Judged], results: &Results) -> String {
    let target = escaped(&input.entrants.first.recipe.target_name);
    let title = format!("{target}: forecasts against the random walk");
    let body = [
        header(&title, input, results),
        over_time::section(judged, results),
        tables::whole(results),
        reliability::section(judged, results),
        pit::section(results),
        fan::section(judged),
        tables::halves(results),
        tables::regimes(results),
        recipe(input),
    ];
    // The policy lets the page do nothing but look as it does, wherever it is opened from.
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n",
        body.concat()
    )
}

fn header(title: &str, input: &Input, results: &Results) -> String {
    let fact = |name: &str, value: &str| format!("<div><dt>{name}</dt><dd>{value}</dd></div>\n");
    let whole = &results.whole;
    let mut facts = vec![
        fact("Target", &escaped(&input.entrants.first.recipe.target_name)),
        fact("Recipe", &escaped(&input.entrants.first.recipe.name)),
        fact("Origins", &format!("{} to {}", whole.from, whole.to)),
    ];
    for DataFile { place, hash } in &input.files {
        facts.push(fact("Data", &escaped(place)));
        facts.push(fact("BLAKE3 of the data", &format!("<code>{hash}</code>")));
    }
    facts.push(fact("Engine revision", &OWN_REVISION.to_string()));
    let seen = in_sample::seen(&input.entrants.first.recipe, results);
    let warning = seen.map_or_else(String::new, |until| {
        format!("<p class=\"lead\"><strong>These scores are {}.</strong></p>\n", in_sample::warning(until))
    });
    let summary = summary(results);
    format!("<header>\n<h1>{title}</h1>\n{warning}{summary}<dl>\n{}</dl>\n</header>\n", facts.concat())
}

/// The horizons that the summary speaks of, and how it calls them.
const SUMMED_UP: [(u16, &str); 3] = [(1, "one day"), (21, "one month"), (63, "three months")];

/// What a reader with ten seconds should know.
fn summary(results: &Results) -> String {
    let ratio = |(days, name): (u16, &str)| {
        let scores = results.whole.at(Horizon::try_from(days).ok()?)?;
        Some(format!("<strong>{}</strong> at {name}", with_error(scores.crps, 3)))
    };
    let ratios: Vec<String> = SUMMED_UP.into_iter().filter_map(ratio).collect();
    format!(
        "<p class=\"lead\">CRPS over that of the driftless random walk with EWMA(0.94) scale: {}. Below one, the \
         forecasts are better; behind ± stands one standard error. Each forecast was spoken by a forecaster that, \
         but for what it began with, had learned from nothing later than its origin.</p>\n",
        ratios.join(", ")
    )
}

fn recipe(input: &Input) -> String {
    let text = escaped(&input.entrants.first.text);
    format!(
        "<section>\n<h2>Recipe</h2>\n<details><summary>All of its figures</summary><pre>{text}</pre></details>\n</section>\n"
    )
}

#[cfg(test)]
mod tests;
