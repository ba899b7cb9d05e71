//! What the reader looks at, kept in the page's address so that a link shows the same and the way back leads where it came from.

use crate::digits;
use chrono::{Months, NaiveDate};
use paridad_engine::time::horizon::Horizon;
use paridad_exchange::engine::Supposed;
use std::fmt::Write;

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

/// A page, each for one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    /// What is there today.
    Today,
    /// What is expected.
    Forecast,
    /// Why.
    Why,
    /// What if.
    WhatIf,
    /// Whether it can be believed.
    Trust,
    /// What has come, and what waits.
    Data,
    /// Who spoke when.
    Versions,
}

impl Page {
    /// All pages, as they are offered.
    pub(crate) const ALL: [Self; 7] =
        [Self::Today, Self::Forecast, Self::Why, Self::WhatIf, Self::Trust, Self::Data, Self::Versions];

    /// The page's path.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Today => "/",
            Self::Forecast => "/pronostico",
            Self::Why => "/por-que",
            Self::WhatIf => "/y-si",
            Self::Trust => "/confianza",
            Self::Data => "/datos",
            Self::Versions => "/versiones",
        }
    }

    /// The page at a path; the first one where there is none.
    pub(crate) fn at(path: &str) -> Self {
        Self::ALL.into_iter().find(|page| page.path() == path).unwrap_or(Self::Today)
    }
}

/// How much history is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Range {
    /// One month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    HalfYear,
    /// One year.
    Year,
    /// Five years.
    FiveYears,
    /// Everything.
    All,
    /// From a day on.
    From(NaiveDate),
}

impl Range {
    /// All that are offered, shortest first.
    pub(crate) const ALL: [Self; 6] =
        [Self::Month, Self::Quarter, Self::HalfYear, Self::Year, Self::FiveYears, Self::All];

    /// The first day shown, when the last one is `origin`; none shows everything.
    pub(crate) fn first_day(self, origin: NaiveDate) -> Option<NaiveDate> {
        let months = match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::Year => 12,
            Self::FiveYears => 60,
            Self::All => return None,
            Self::From(day) => return Some(day),
        };
        origin.checked_sub_months(Months::new(months))
    }

    /// The short form, as in an address.
    pub(crate) fn code(self) -> String {
        match self {
            Self::Month => "1m".to_owned(),
            Self::Quarter => "3m".to_owned(),
            Self::HalfYear => "6m".to_owned(),
            Self::Year => "1a".to_owned(),
            Self::FiveYears => "5a".to_owned(),
            Self::All => "todo".to_owned(),
            Self::From(day) => day.to_string(),
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        let named = Self::ALL.into_iter().find(|range| range.code() == code);
        named.or_else(|| paridad_engine::time::day::parse(code).map(Self::From))
    }
}

/// Which version is asked: the one that speaks, unless a link pins another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Which {
    /// The one that speaks.
    #[default]
    Speaking,
    /// The one of a number.
    Version(u64),
    /// The one that spoke at a moment or at the end of a day.
    AsOf(String),
}

impl Which {
    /// What a question to the server adds for it, after `first`.
    pub(crate) fn query(&self, first: char) -> String {
        match self {
            Self::Speaking => String::new(),
            Self::Version(number) => format!("{first}version={number}"),
            Self::AsOf(moment) => format!("{first}as_of={moment}"),
        }
    }
}

/// What the reader looks at.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Address {
    /// Which page.
    pub(crate) page: Page,
    /// How far ahead.
    pub(crate) horizon: Horizon,
    /// How far back.
    pub(crate) range: Range,
    /// Which version.
    pub(crate) which: Which,
    /// What is supposed.
    pub(crate) supposed: Vec<Supposed>,
    /// The rate above which it may end.
    pub(crate) level: Option<f64>,
    /// Which series is looked at among the data.
    pub(crate) series: Option<String>,
    /// Which two versions are compared, the earlier one first.
    pub(crate) compared: Option<(u64, u64)>,
    /// The language of a link, for this visit.
    pub(crate) language: Option<Language>,
}

/// About three months: long enough that the fan is seen at once beside a year of history.
const USUAL_DAYS: u16 = 63;

impl Address {
    /// What an address asks for. What it leaves out, or asks in vain, is as it would be without asking.
    pub(crate) fn of(path: &str, query: &str) -> Self {
        let horizon = Horizon::try_from(USUAL_DAYS).unwrap_or(Horizon::MAX);
        let mut own = Self {
            page: Page::at(path),
            horizon,
            range: Range::HalfYear,
            which: Which::Speaking,
            supposed: Vec::new(),
            level: None,
            series: None,
            compared: None,
            language: None,
        };
        for (key, value) in query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('=')) {
            own.read(key, value);
        }
        own
    }

    fn read(&mut self, key: &str, value: &str) {
        match key {
            "h" => {
                let asked = value.parse::<u16>().ok().and_then(|days| Horizon::try_from(days).ok());
                self.horizon = asked.unwrap_or(self.horizon);
            }
            "rango" => self.range = Range::from_code(value).unwrap_or(self.range),
            "version" => self.which = value.parse().map_or(Which::Speaking, Which::Version),
            "al" if is_moment(value) => self.which = Which::AsOf(value.to_owned()),
            "si" => self.supposed = value.split(',').filter_map(supposed).collect(),
            "nivel" => self.level = digits::read(value).filter(|level| *level > 0.0),
            "serie" if value.chars().all(is_plain) => self.series = Some(value.to_owned()),
            "compara" => {
                let pair = value.split_once('-');
                self.compared = pair.and_then(|(from, to)| Some((from.parse().ok()?, to.parse().ok()?)));
            }
            "lang" => self.language = Language::from_code(value),
            _ => {}
        }
    }

    /// The address: what is as usual is left out.
    pub(crate) fn to_url(&self) -> String {
        let plain = Self::of(self.page.path(), "");
        let mut pairs = Vec::new();
        if self.horizon != plain.horizon {
            pairs.push(format!("h={}", self.horizon.days()));
        }
        if self.range != plain.range {
            pairs.push(format!("rango={}", self.range.code()));
        }
        match &self.which {
            Which::Speaking => {}
            Which::Version(number) => pairs.push(format!("version={number}")),
            Which::AsOf(moment) => pairs.push(format!("al={moment}")),
        }
        if !self.supposed.is_empty() {
            let all = self.supposed.iter().map(|own| format!("{}:{}", own.key, digits::plain(own.value)));
            pairs.push(format!("si={}", all.collect::<Vec<_>>().join(",")));
        }
        if let Some(level) = self.level {
            pairs.push(format!("nivel={}", digits::plain(level)));
        }
        if let Some(series) = &self.series {
            pairs.push(format!("serie={series}"));
        }
        if let Some((from, to)) = self.compared {
            pairs.push(format!("compara={from}-{to}"));
        }
        if let Some(language) = self.language {
            pairs.push(format!("lang={}", language.code()));
        }
        let mut url = self.page.path().to_owned();
        for (place, pair) in pairs.iter().enumerate() {
            // Writing to a text does not fail.
            let _ = write!(url, "{}{pair}", if place == 0 { '?' } else { '&' });
        }
        url
    }
}

/// A supposition as an address writes it: `volatility:1.5`.
fn supposed(text: &str) -> Option<Supposed> {
    let (key, value) = text.rsplit_once(':')?;
    let value = digits::read(value)?;
    (!key.is_empty() && key.chars().all(is_plain)).then(|| Supposed { key: key.to_owned(), value })
}

/// Whether a letter can stand in an id.
fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "._@-".contains(letter)
}

/// Whether a text can be a day or a moment: nothing else is put into a question to the server.
fn is_moment(text: &str) -> bool {
    text.len() >= 10 && text.chars().all(|letter| letter.is_ascii_digit() || "-:TZ".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_survives_its_way_through_a_link() {
        let link = "/y-si?h=37&rango=5a&version=12&si=volatility:1.5,event.events.us.fomc@2026-12-16:0&nivel=18.5&serie=cboe.vix&compara=20-25&lang=en";
        let (path, query) = link.split_once('?').unwrap();
        let address = Address::of(path, query);
        assert_eq!((address.page, address.horizon.days()), (Page::WhatIf, 37));
        assert_eq!((&address.which, address.supposed.len()), (&Which::Version(12), 2));
        assert_eq!(address.to_url(), link);
        assert_eq!(
            Address::of("/", "?rango=2020-03-01&al=2026-11-19").to_url(),
            "/?rango=2020-03-01&al=2026-11-19"
        );
    }

    #[test]
    fn nonsense_in_an_address_changes_nothing() {
        let plain = Address::of("/", "");
        let odd = "?h=0&rango=9z&lang=xx&h&=&utm=1&version=x&al=yesterday&si=,:,a:b,<:1,x:inf&nivel=-1";
        assert_eq!(Address::of("/nada", odd), plain);
        assert_eq!((plain.to_url().as_str(), plain.horizon.days()), ("/", 63));
    }

    #[test]
    fn a_range_reaches_back_by_calendar_months() {
        let origin: NaiveDate = "2026-10-30".parse().unwrap();
        assert_eq!(Range::HalfYear.first_day(origin), "2026-04-30".parse().ok());
        assert_eq!(Range::All.first_day(origin), None);
    }

    #[test]
    fn what_is_asked_of_the_server_names_the_version() {
        assert_eq!(Which::Speaking.query('?'), "");
        assert_eq!(Which::Version(7).query('&'), "&version=7");
        assert_eq!(Which::AsOf("2026-11-19".to_owned()).query('?'), "?as_of=2026-11-19");
    }
}
