//! Which of the ECB's documents to ask for.

use chrono::NaiveDate;
use paridad_engine::time::calendar::Calendar;

/// The ECB says "the last 90 days"; ten are left for the edges of what it means by that.
const RECENT_DAYS: i64 = 80;

/// Where the ECB publishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    /// The folder of the reference rates' files.
    pub files: String,
    /// The Data Portal's root for data.
    pub portal: String,
}

/// A document of the ECB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    /// The newest day.
    Daily,
    /// The last 90 days.
    Recent,
    /// The days from the given one on, from the Data Portal.
    Since(NaiveDate),
    /// All days since 1999.
    History,
}

/// The smallest document that leaves no gap after the day `last_known`, asked for on `today`.
pub fn endpoint(last_known: Option<NaiveDate>, today: NaiveDate) -> Endpoint {
    let Some(last_known) = last_known else {
        return Endpoint::History;
    };
    let age_days = today.signed_duration_since(last_known).num_days();
    if age_days > RECENT_DAYS {
        // From the known day on, not after it: an answer without any value is then always a fault.
        Endpoint::Since(last_known)
    } else if Calendar::Target.distance(last_known, today) > 1 {
        Endpoint::Recent
    } else {
        Endpoint::Daily
    }
}

impl Endpoint {
    /// Where the document is.
    pub fn url(self, addresses: &Addresses) -> String {
        let files = addresses.files.trim_end_matches('/');
        let portal = addresses.portal.trim_end_matches('/');
        match self {
            Self::Daily => format!("{files}/eurofxref-daily.xml"),
            Self::Recent => format!("{files}/eurofxref-hist-90d.xml"),
            Self::History => format!("{files}/eurofxref-hist.xml"),
            Self::Since(day) => format!("{portal}/EXR/D..EUR.SP00.A?format=csvdata&startPeriod={day}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sources::ecb::SOURCE;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn nothing_known_asks_for_everything() {
        assert_eq!(endpoint(None, day("2026-03-17")), Endpoint::History);
    }

    #[test]
    fn one_open_day_asks_for_the_newest_day_only() {
        // A Friday known on Monday; Maundy Thursday known on the Tuesday after Easter.
        assert_eq!(endpoint(Some(day("2026-03-13")), day("2026-03-16")), Endpoint::Daily);
        assert_eq!(endpoint(Some(day("2026-04-02")), day("2026-04-07")), Endpoint::Daily);
        assert_eq!(endpoint(Some(day("2026-03-16")), day("2026-03-16")), Endpoint::Daily);
    }

    #[test]
    fn two_open_days_ask_for_the_recent_ones() {
        assert_eq!(endpoint(Some(day("2026-03-13")), day("2026-03-17")), Endpoint::Recent);
        assert_eq!(endpoint(Some(day("2025-12-27")), day("2026-03-17")), Endpoint::Recent);
    }

    #[test]
    fn a_longer_gap_asks_the_portal_from_the_known_day_on() {
        let since = endpoint(Some(day("2025-12-26")), day("2026-03-17"));
        assert_eq!(since, Endpoint::Since(day("2025-12-26")));
        let [files, portal] = [0, 1].map(|place| SOURCE.addresses[place].default.to_owned());
        let url = since.url(&Addresses { files, portal });
        assert_eq!(
            url,
            "https://data-api.ecb.europa.eu/service/data/EXR/D..EUR.SP00.A?format=csvdata&startPeriod=2025-12-26"
        );
    }

    #[test]
    fn a_clock_behind_the_data_asks_for_the_newest_day() {
        assert_eq!(endpoint(Some(day("2026-03-17")), day("2026-03-10")), Endpoint::Daily);
    }
}
