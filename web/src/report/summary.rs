//! The latest forecast in short: who speaks, six horizons, and how likely the dollar ends above round rates.

use super::levels::{COUNT, digits, levels};
use crate::view::View;
use crate::wording::figures::{day, percent};
use crate::wording::markup::escaped;
use crate::wording::{Language, target_title};
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::maths::level::Level;
use paridad_engine::time::horizon::Horizon;

/// The horizons that are shown, with what people call them: Spanish, then English.
const HORIZONS: [(u16, &str, &str); 6] = [
    (1, "1 día", "1 day"),
    (5, "1 semana", "1 week"),
    (21, "1 mes", "1 month"),
    (63, "3 meses", "3 months"),
    (126, "6 meses", "6 months"),
    (252, "1 año", "1 year"),
];

/// The horizon whose width says how far apart the levels are.
const WIDTH_OF: usize = 4;

/// What is shown.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Summary {
    title: String,
    spot: f64,
    origin: NaiveDate,
    version: u64,
    pinned: bool,
    late_days: usize,
    rows: Vec<Row>,
    levels: [f64; COUNT],
}

/// What is shown of one horizon.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    name: &'static str,
    day: NaiveDate,
    middle: f64,
    low: f64,
    high: f64,
    above: [f64; COUNT],
}

impl Summary {
    /// What a version says; nothing where its engine has no such horizons or levels.
    pub(crate) fn of(view: &View, language: Language, now: DateTime<Utc>) -> Option<Self> {
        let model = &view.model;
        let [low, middle, high] = [0.1, 0.5, 0.9].map(|level| Level::try_from(level).ok());
        let (low, middle, high) = (low?, middle?, high?);
        let outlook = |days: u16| Horizon::try_from(days).ok().map(|horizon| model.outlook(horizon));
        let wide = outlook(HORIZONS[WIDTH_OF].0)?;
        let levels = levels(model.spot(), wide.rate(wide.quantile(high)) - wide.rate(wide.quantile(low)));
        let row = |(days, spanish, english): (u16, &'static str, &'static str)| {
            let outlook = outlook(days)?;
            let rate = |level| outlook.rate(outlook.quantile(level));
            let mut above = [0.0; COUNT];
            for (above, level) in above.iter_mut().zip(levels) {
                *above = outlook.probability_above(level)?;
            }
            Some(Row {
                name: language.pick(spanish, english),
                day: model.target_day(outlook.horizon()),
                middle: rate(middle),
                low: rate(low),
                high: rate(high),
                above,
            })
        };
        Some(Self {
            title: target_title(model, view.synthetic, language),
            spot: model.spot(),
            origin: model.origin.day,
            version: view.speaking.number,
            pinned: view.pinned(),
            late_days: view.late_days(now),
            rows: HORIZONS.into_iter().map(row).collect::<Option<_>>()?,
            levels,
        })
    }

    /// All of it as markup.
    pub(crate) fn markup(&self, language: Language) -> String {
        format!("{}{}{}", self.facts(language), self.forecast(language), self.matrix(language))
    }

    /// What the target stood at, who speaks, and how late that is.
    pub(super) fn facts(&self, language: Language) -> String {
        let Self { title, spot, origin, version, pinned, late_days, .. } = self;
        let (title, origin) = (escaped(title), day(*origin, language));
        let version = language.pick(format!("Versión {version}"), format!("Version {version}"));
        let pinned = if *pinned { language.pick(", fijada", ", pinned") } else { "" };
        let late = match late_days {
            0 => language.pick("Al día.", "Up to date.").to_owned(),
            1 => language.pick("1 día hábil de atraso.", "1 business day late.").to_owned(),
            _ => {
                let late = language.pick(
                    format!("{late_days} días hábiles de atraso"),
                    format!("{late_days} business days late"),
                );
                format!("<strong>{late}.</strong>")
            }
        };
        format!("<p>{title}: <strong>{spot:.4}</strong>, {origin}. {version}{pinned}. {late}</p>\n")
    }

    /// The horizons.
    pub(super) fn forecast(&self, language: Language) -> String {
        let caption = language.pick(
            "Pronóstico en pesos por dólar: la mitad de las veces termina abajo del centro, 8 de cada 10 entre los extremos",
            "Forecast in pesos per dollar: half the time it ends below the middle, 8 times in 10 between the ends",
        );
        let heads = language.pick(
            ["Plazo", "Día", "Centro", "Bajo (80\u{a0}%)", "Alto (80\u{a0}%)"],
            ["Horizon", "Day", "Middle", "Low (80%)", "High (80%)"],
        );
        let row = |row: &Row| {
            let cells = [day(row.day, language), rate(row.middle, 2), rate(row.low, 2), rate(row.high, 2)];
            (row.name, cells.to_vec())
        };
        table(caption, &heads.map(str::to_owned), self.rows.iter().map(row))
    }

    /// The probabilities.
    pub(super) fn matrix(&self, language: Language) -> String {
        let caption = language
            .pick("Probabilidad de que el dólar termine arriba de", "Probability that the dollar ends above");
        let digits = digits(&self.levels);
        let mut heads = vec![language.pick("Plazo", "Horizon").to_owned()];
        heads.extend(self.levels.iter().map(|level| rate(*level, digits)));
        let row =
            |row: &Row| (row.name, row.above.iter().map(|one| escaped(&percent(*one, language))).collect());
        table(caption, &heads, self.rows.iter().map(row))
    }
}

/// A rate with so many digits.
pub(super) fn rate(value: f64, digits: usize) -> String {
    format!("{value:.digits$}")
}

/// A table whose rows begin with a name. All that stands in it is markup already.
pub(super) fn table<'a>(
    caption: &str,
    heads: &[String],
    rows: impl Iterator<Item = (&'a str, Vec<String>)>,
) -> String {
    let head = |head: &String| format!("<th scope=\"col\">{head}</th>");
    let cell = |cell: &String| format!("<td>{cell}</td>");
    let heads: String = heads.iter().map(head).collect();
    let row = |(name, cells): (&str, Vec<String>)| {
        let cells: String = cells.iter().map(cell).collect();
        format!("<tr><th scope=\"row\">{name}</th>{cells}</tr>\n")
    };
    let rows: String = rows.map(row).collect();
    format!(
        "<table>\n<caption>{caption}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn latest(language: Language) -> Summary {
        let levels = levels(18.2345, 2.39);
        let row = |(place, (days, spanish, english)): (usize, (u16, &'static str, &'static str))| {
            let width = 0.1 * f64::from(days).sqrt();
            Row {
                name: language.pick(spanish, english),
                day: "2026-11-26".parse::<NaiveDate>().unwrap() + chrono::Days::new(u64::from(days)),
                middle: 18.23,
                low: 18.23 - width,
                high: 18.23 + width,
                above: levels.map(|level| (18.23 - level) / width / 4.0 + 0.5 + 0.01 * place as f64),
            }
        };
        Summary {
            title: "USD/MXN, <FIX>".to_owned(),
            spot: 18.2345,
            origin: "2026-11-26".parse().unwrap(),
            version: 23,
            pinned: false,
            late_days: 0,
            rows: HORIZONS.into_iter().enumerate().map(row).collect(),
            levels,
        }
    }

    #[test]
    fn the_latest_forecast_reads_as_tables_in_both_languages() {
        let late = Summary { pinned: true, late_days: 4, ..latest(Language::English) };
        let all = [latest(Language::Spanish).markup(Language::Spanish), late.markup(Language::English)];
        insta::assert_snapshot!(all.join("\n\n"));
    }

    #[test]
    fn one_day_late_is_said_in_the_singular_and_is_no_alarm() {
        let one = Summary { late_days: 1, ..latest(Language::Spanish) };
        assert!(one.facts(Language::Spanish).contains("1 día hábil de atraso."));
        assert!(!one.facts(Language::English).contains("<strong>1 "), "{}", one.facts(Language::English));
    }
}
