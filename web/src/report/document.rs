//! The report itself: a page that needs nothing but itself, and runs nothing.

use super::fan::{Spoke, fan};
use super::summary::{Summary, rate, table};
use crate::app::{Audience, Maturity};
use crate::problem::Trouble;
use crate::view::{OWN_REVISION, View};
use crate::wording::figures::{day, moment, percent, thousands};
use crate::wording::markup::escaped;
use crate::wording::{Language, target_title};
use paridad_engine::forecast::outlook::Outlook;
use paridad_engine::judging::scoreboard::Row;
use paridad_engine::maths::level::Level;
use paridad_engine::time::horizon::{ANCHORS, Horizon};

/// Its look, on a screen and on paper.
pub(super) const STYLE: &str = include_str!("report.css");

/// The levels of the quantiles that are shown: the ends of three intervals, and the middle.
const LEVELS: [f64; 7] = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];

/// About how many days of the fan are drawn.
const DRAWN: u16 = 64;

impl View {
    /// The forecast of a maturity as a report, with where it is shown where that is known.
    pub(super) fn report(
        &self,
        maturity: Maturity,
        audience: Audience,
        place: Option<&str>,
    ) -> Result<String, Trouble> {
        let (maturity, outlook) = self.reach(maturity)?;
        let Audience { language, now } = audience;
        let summary = Summary::of(self, language, now).ok_or(Trouble::NotReady)?;
        let rates = rates(&outlook)?;
        let ends = [self.model.origin.day, maturity.day].map(|one| day(one, language));
        let title = self.title(language);
        let escaped_title = escaped(&title);
        let body = [
            format!("<h1>{escaped_title}</h1>\n"),
            summary.facts(language),
            sentence(maturity.horizon, &ends[1], &rates, language),
            figure(&self.spokes(outlook.horizon())?, &title, &ends, language),
            quantiles(&rates, language),
            summary.forecast(language),
            summary.matrix(language),
            self.quality(outlook.horizon(), language),
            self.origin(&moment(now, language), place, language),
        ];
        let tag = language.pick("es-MX", "en");
        Ok(format!(
            "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{escaped_title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n",
            body.concat()
        ))
    }

    fn title(&self, language: Language) -> String {
        let (target, day) =
            (target_title(&self.model, self.synthetic, language), day(self.model.origin.day, language));
        language.pick(format!("Pronóstico de {target}, {day}"), format!("Forecast of {target}, {day}"))
    }

    /// The fan from today to a horizon.
    fn spokes(&self, horizon: Horizon) -> Result<Vec<Spoke>, Trouble> {
        let last = u16::from(horizon);
        let today = Spoke { day: self.model.origin.day, rates: [self.model.spot(); LEVELS.len()] };
        let step = usize::from(last.div_ceil(DRAWN).max(1));
        let mut spokes = vec![today];
        for days in (1..last).step_by(step).chain([last]) {
            let outlook = self.model.outlook(Horizon::try_from(days)?);
            spokes.push(Spoke { day: self.model.target_day(outlook.horizon()), rates: rates(&outlook)? });
        }
        Ok(spokes)
    }

    /// How good forecasts of about that horizon were, in a sentence.
    fn quality(&self, horizon: Horizon, language: Language) -> String {
        let head = language.pick("Qué tan buenos han sido", "How good they have been");
        let near = ANCHORS.partition_point(|anchor| *anchor <= horizon).saturating_sub(1);
        let sentence = match self.scoreboard.row(near, None) {
            Some(row) => record(u16::from(ANCHORS[near]), &row, language),
            None => language
                .pick("Aún no se conoce el resultado de ninguno.", "The outcome of none is known yet.")
                .to_owned(),
        };
        let beyond = if horizon > Horizon::LEARNED {
            language.pick(
                " Más allá de un año no se ha medido nada.",
                " Beyond a year nothing has been measured.",
            )
        } else {
            ""
        };
        format!("<h2>{head}</h2>\n<p>{sentence}{beyond}</p>\n")
    }

    /// Of what, when and where it was made.
    fn origin(&self, made: &str, place: Option<&str>, language: Language) -> String {
        let (version, snapshot) = (self.speaking.number, self.speaking.snapshot);
        let text = language.pick(
            format!("Hecho el {made}. Versión {version}, revisión {OWN_REVISION} del motor, instantánea {snapshot}."),
            format!("Made on {made}. Version {version}, engine revision {OWN_REVISION}, snapshot {snapshot}."),
        );
        let link = |place: &str| {
            let place = escaped(place);
            format!(" <a href=\"{place}\">{place}</a>")
        };
        format!("<footer>\n<p>{text}{}</p>\n</footer>\n", place.map_or_else(String::new, link))
    }
}

fn rates(outlook: &Outlook) -> Result<[f64; LEVELS.len()], Trouble> {
    let mut rates = [0.0; LEVELS.len()];
    for (rate, level) in rates.iter_mut().zip(LEVELS) {
        *rate = outlook.rate(outlook.quantile(Level::try_from(level)?));
    }
    Ok(rates)
}

fn sentence(horizon: u16, day: &str, rates: &[f64; LEVELS.len()], language: Language) -> String {
    let [low, middle, high] = [1, 3, 5].map(|place| rate(rates[place], 2));
    let horizon = match (horizon, language) {
        (1, Language::Spanish) => "1 día de publicación".to_owned(),
        (1, Language::English) => "1 publication day".to_owned(),
        (days, Language::Spanish) => format!("{} días de publicación", thousands(days.into())),
        (days, Language::English) => format!("{} publication days", thousands(days.into())),
    };
    let text = language.pick(
        format!(
            "En {horizon}, el {day}: 8 de cada 10 veces termina entre {low} y {high} pesos por dólar, y la mitad de \
             las veces abajo de {middle}."
        ),
        format!(
            "In {horizon}, on {day}: 8 times in 10 it ends between {low} and {high} pesos per dollar, and half the \
             time below {middle}."
        ),
    );
    format!("<p>{text}</p>\n")
}

fn figure(spokes: &[Spoke], title: &str, ends: &[String; 2], language: Language) -> String {
    let drawn = fan(spokes, title, [ends[0].as_str(), ends[1].as_str()]);
    let reading = language.pick(
        "Las bandas contienen 50, 80 y 95 de cada 100 resultados; la línea es el centro.",
        "The bands hold 50, 80 and 95 of 100 outcomes; the line is the middle.",
    );
    format!("<figure>\n{drawn}<figcaption>{reading}</figcaption>\n</figure>\n")
}

fn quantiles(rates: &[f64; LEVELS.len()], language: Language) -> String {
    let caption = language.pick(
        "Ese día: con esta probabilidad el dólar termina abajo de",
        "On that day: with this probability the dollar ends below",
    );
    let percent = |level: f64| {
        let digits = usize::from((1_000.0 * level).round() % 10.0 != 0.0);
        format!("{:.digits$}{}", 100.0 * level, language.pick("\u{a0}%", "%"))
    };
    let head = language.pick("Probabilidad", "Probability").to_owned();
    let heads: Vec<String> = [head].into_iter().chain(LEVELS.map(percent)).collect();
    let cells = rates.iter().map(|one| rate(*one, 2)).collect();
    table(caption, &heads, [(language.pick("Pesos por dólar", "Pesos per dollar"), cells)].into_iter())
}

/// How good the forecasts of a horizon were.
fn record(horizon: u16, row: &Row, language: Language) -> String {
    let (count, horizon) = (thousands(row.count), thousands(horizon.into()));
    let [in80, in95] = [row.cover80, row.cover95].map(|share| escaped(&percent(share, language)));
    let sign = language.pick("\u{a0}%", "%");
    let than = |relative: f64| {
        let (better, far) = (relative < 1.0, 100.0 * (1.0 - relative).abs());
        let word = match (better, language) {
            (true, Language::Spanish) => "menor",
            (true, Language::English) => "smaller",
            (false, Language::Spanish) => "mayor",
            (false, Language::English) => "larger",
        };
        language.pick(
            format!("; su error (CRPS) es {far:.1}{sign} {word} que el de una caminata aleatoria"),
            format!("; their error (CRPS) is {far:.1}{sign} {word} than that of a random walk"),
        )
    };
    let than = row.crps.relative.map_or_else(String::new, than);
    language.pick(
        format!(
            "De {count} pronósticos a {horizon} días cuyo resultado se conoce, {in80} terminó dentro del intervalo de \
             80\u{a0}% y {in95} dentro del de 95\u{a0}%{than}."
        ),
        format!(
            "Of {count} forecasts {horizon} days ahead whose outcome is known, {in80} ended within the 80% interval \
             and {in95} within the 95% one{than}."
        ),
    )
}
