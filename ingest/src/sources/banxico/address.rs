//! What the SIE is asked, and under which address.

use crate::catalogue::Entry;
use crate::feed::quota::Kind;
use chrono::NaiveDate;

/// What is wanted of some series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Their descriptions.
    Metadata,
    /// All values.
    History,
    /// The values of some days.
    Range {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        until: NaiveDate,
    },
}

impl Wanted {
    /// The address of the SIE at `root` for `entries`.
    ///
    /// Always in Spanish: in English the days of the metadata begin with the month.
    pub(super) fn url(self, root: &str, entries: &[&Entry]) -> String {
        let keys: Vec<&str> = entries.iter().map(|entry| entry.key.as_str()).collect();
        let series = format!("{}/series/{}", root.trim_end_matches('/'), keys.join(","));
        match self {
            Self::Metadata => format!("{series}?locale=es"),
            Self::History => format!("{series}/datos?locale=es"),
            Self::Range { from, until } => format!("{series}/datos/{from}/{until}?locale=es"),
        }
    }

    /// What the request counts as.
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Metadata => Kind::Latest,
            Self::History | Self::Range { .. } => Kind::Historical,
        }
    }
}
