//! What the reader looks at, kept in the page's address so that a link shows the same context.

use chrono::{Months, NaiveDate};
use paridad_engine::time::horizon::{ANCHORS, Horizon};

/// The page's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    /// Spanish as written in Mexico.
    Spanish,
    /// English.
    English,
}

impl Language {
    /// Both, in the order in which they are offered.
    pub(crate) const ALL: [Self; 2] = [Self::Spanish, Self::English];

    /// The language's tag. Never plain `es`: Spain writes 18,23 where Mexico writes 18.23.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::Spanish => "es-MX",
            Self::English => "en-US",
        }
    }

    /// The short form, as in an address.
    pub(crate) fn code(self) -> &'static str {
        &self.tag()[..2]
    }

    /// The language of a short form.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}

/// How much history is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Range {
    /// Six months.
    HalfYear,
    /// One year.
    Year,
    /// Five years.
    FiveYears,
    /// Everything.
    All,
}

impl Range {
    /// All ranges, shortest first.
    pub(crate) const ALL: [Self; 4] = [Self::HalfYear, Self::Year, Self::FiveYears, Self::All];

    /// The first day shown, when the last one is `origin`; none shows everything.
    pub(crate) fn first_day(self, origin: NaiveDate) -> Option<NaiveDate> {
        let months = match self {
            Self::HalfYear => 6,
            Self::Year => 12,
            Self::FiveYears => 60,
            Self::All => return None,
        };
        origin.checked_sub_months(Months::new(months))
    }

    /// The short form, as in an address.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::HalfYear => "6m",
            Self::Year => "1a",
            Self::FiveYears => "5a",
            Self::All => "todo",
        }
    }
}

/// What the reader looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Context {
    /// How far ahead.
    pub(crate) horizon: Horizon,
    /// How far back.
    pub(crate) range: Range,
    /// In which language.
    pub(crate) language: Language,
}

impl Context {
    /// The context that an address asks for. What it leaves out, or asks in vain, is as it would be without asking.
    pub(crate) fn from_query(query: &str, language: Language) -> Self {
        // About three months: long enough that the fan is seen at once beside a year of history.
        let mut context = Self { horizon: ANCHORS[5], range: Range::Year, language };
        for (key, value) in query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('=')) {
            match key {
                "h" => {
                    let asked = value.parse::<u16>().ok().and_then(|days| Horizon::try_from(days).ok());
                    context.horizon = asked.unwrap_or(context.horizon);
                }
                "rango" => {
                    let asked = Range::ALL.into_iter().find(|range| range.code() == value);
                    context.range = asked.unwrap_or(context.range);
                }
                "lang" => context.language = Language::from_code(value).unwrap_or(context.language),
                _ => {}
            }
        }
        context
    }

    /// The context as the query of an address.
    pub(crate) fn to_query(self) -> String {
        format!("?h={}&rango={}&lang={}", self.horizon.days(), self.range.code(), self.language.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_survives_its_way_through_an_address() {
        let context = Context {
            horizon: Horizon::try_from(37_u16).unwrap(),
            range: Range::FiveYears,
            language: Language::English,
        };
        assert_eq!(Context::from_query(&context.to_query(), Language::Spanish), context);
    }

    #[test]
    fn nonsense_in_an_address_changes_nothing() {
        let plain = Context::from_query("", Language::Spanish);
        assert_eq!(Context::from_query("?h=0&rango=9z&lang=xx&h&=&utm=1", Language::Spanish), plain);
        assert_eq!(plain.horizon.days(), 63);
    }

    #[test]
    fn a_range_reaches_back_by_calendar_months() {
        let origin: NaiveDate = "2026-10-30".parse().unwrap();
        assert_eq!(Range::HalfYear.first_day(origin), "2026-04-30".parse().ok());
        assert_eq!(Range::All.first_day(origin), None);
    }
}
