//! The version that a request asks: the one that speaks, one by its number, or the one that spoke at a moment.

use super::query::Query;
use super::state::App;
use crate::conductor::Which;
use crate::problem::Trouble;
use crate::view::View;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use paridad_engine::time::zone::mexico_hour;
use std::sync::Arc;

/// What a moment may look like.
const MOMENTS: &str = "2026-01-31 / 2026-01-31T18:00:00Z";

impl App {
    /// The version that is asked.
    pub(crate) async fn asked(&self, which: Which) -> Result<Arc<View>, Trouble> {
        let shown = self.view()?;
        let at_hand = match which {
            Which::Speaking => return Ok(shown),
            Which::Number(number) if number == shown.speaking.number => return Ok(shown),
            Which::Number(number) => self.archived.find(number),
            Which::AsOf(_) => None,
        };
        if let Some(view) = at_hand {
            return Ok(view);
        }
        let archived = self.archived.clone();
        self.readers.read(move |reader| archived.read(reader, which, &shown)).await
    }
}

impl Query {
    /// The version that is asked: `version` or `as_of`, and the one that speaks where neither is given.
    pub(crate) fn which(&self) -> Result<Which, Trouble> {
        let number: Option<u64> = self.value("version", "1, 2, 3…")?;
        let as_of = self.text("as_of");
        match (number, as_of) {
            (Some(_), Some(_)) => Err(Trouble::Together("version", "as_of")),
            (Some(number), None) => Ok(Which::Number(number)),
            (None, Some(text)) => moment(text).map(Which::AsOf).ok_or(self.unreadable("as_of", MOMENTS)),
            (None, None) => Ok(Which::Speaking),
        }
    }
}

/// A moment, or the last one of a day in Mexico City.
pub(crate) fn moment(text: &str) -> Option<DateTime<Utc>> {
    let last = |day: NaiveDate| mexico_hour(day, 24) - TimeDelta::nanoseconds(1);
    text.parse().ok().or_else(|| text.parse().ok().map(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn which(text: &str) -> Result<Which, Trouble> {
        Query::of(&format!("/x?{text}").parse().unwrap(), &["version", "as_of"])?.which()
    }

    #[test]
    fn a_version_is_asked_by_its_number_or_by_a_moment_and_not_by_both() {
        assert_eq!(which("").unwrap(), Which::Speaking);
        assert_eq!(which("version=3").unwrap(), Which::Number(3));
        let at: DateTime<Utc> = "2026-11-19T18:00:00Z".parse().unwrap();
        assert_eq!(which("as_of=2026-11-19T18:00:00Z").unwrap(), Which::AsOf(at));
        assert!(matches!(which("version=3&as_of=2026-11-19"), Err(Trouble::Together("version", "as_of"))));
        for text in ["version=-1", "version=x", "as_of=", "as_of=2026-11-31", "as_of=18:00"] {
            assert!(matches!(which(text), Err(Trouble::Unreadable { .. })), "{text}");
        }
    }

    #[test]
    fn a_day_ends_at_midnight_in_mexico_city() {
        let end = |day| moment(day).unwrap() + TimeDelta::nanoseconds(1);
        assert_eq!(end("2026-11-19").to_rfc3339(), "2026-11-20T06:00:00+00:00");
        assert_eq!(
            end("2021-07-01").to_rfc3339(),
            "2021-07-02T05:00:00+00:00",
            "in summer, as long as there was one"
        );
    }
}
