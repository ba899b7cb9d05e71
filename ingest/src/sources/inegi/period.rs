//! How INEGI writes periods: the same text means another span under another frequency, and a frequency's code
//! means another one in another bank of data.

use crate::catalogue::{Bank, Frequency};
use crate::feed::parse::YEARS;
use chrono::NaiveDate;

/// The frequency that a code means in a bank of data; none for an unknown code, and for spans of more than a year.
///
/// When BIE became BIE-BISE in December 2025, 4 turned from half-yearly to quarterly and fortnightly from 9 to 15.
pub(super) fn frequency(bank: Bank, code: &str) -> Option<Frequency> {
    match (bank, code.trim()) {
        (Bank::Bie, "1" | "2") | (_, "3") => Some(Frequency::Yearly),
        (Bank::Bie, "4") => Some(Frequency::HalfYearly),
        (Bank::Bie, "6") | (Bank::BieBise | Bank::Bise, "4") => Some(Frequency::Quarterly),
        (Bank::Bie, "7") => Some(Frequency::Bimonthly),
        (_, "8") => Some(Frequency::Monthly),
        (Bank::Bie, "9") | (Bank::BieBise, "15") => Some(Frequency::Fortnightly),
        _ => None,
    }
}

/// The first day of a period such as `2026`, `2026/08` or `2026/08/02`; a month's second half begins on its 16th.
pub(super) fn first_day(text: &str, frequency: Frequency) -> Option<NaiveDate> {
    let mut parts = text.trim().split('/');
    let year = digits(parts.next()?, 4)?.cast_signed();
    let mut part = |most: u32| digits(parts.next()?, 2).filter(|number| (1..=most).contains(number));
    let (month, day) = match frequency {
        Frequency::Yearly => (1, 1),
        Frequency::HalfYearly => (6 * part(2)? - 5, 1),
        Frequency::Quarterly => (3 * part(4)? - 2, 1),
        Frequency::Bimonthly => (2 * part(6)? - 1, 1),
        Frequency::Monthly => (part(12)?, 1),
        Frequency::Fortnightly => (part(12)?, 15 * part(2)? - 14),
        Frequency::Weekly | Frequency::Daily => return None,
    };
    if parts.next().is_some() || !YEARS.contains(&year) {
        return None;
    }
    NaiveDate::from_ymd_opt(year, month, day)
}

/// The day of a release, such as `09/09/2026 12:00:00 a. m.`. The hour is midnight always, and says nothing.
pub(super) fn release_day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split_whitespace().next()?.split('/');
    let mut part = |length| digits(parts.next()?, length);
    let (day, month, year) = (part(2)?, part(2)?, part(4)?.cast_signed());
    let is_whole = parts.next().is_none() && YEARS.contains(&year);
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| is_whole)
}

/// A number of so many digits.
fn digits(text: &str, length: usize) -> Option<u32> {
    let is_number = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str, frequency: Frequency) -> Option<String> {
        first_day(text, frequency).map(|day| day.to_string())
    }

    #[test]
    fn a_code_means_what_its_bank_says() {
        let codes = ["1", "3", "4", "6", "7", "8", "9", "15", "16", ""];
        let meaning = |bank| codes.map(|code| frequency(bank, code).map_or("-", Frequency::name));
        let (year, month, fortnight) = ("yearly", "monthly", "fortnightly");
        assert_eq!(
            meaning(Bank::Bie),
            [year, year, "half_yearly", "quarterly", "bimonthly", month, fortnight, "-", "-", "-"]
        );
        assert_eq!(
            meaning(Bank::BieBise),
            ["-", year, "quarterly", "-", "-", month, "-", fortnight, "-", "-"]
        );
        assert_eq!(meaning(Bank::Bise), ["-", year, "quarterly", "-", "-", month, "-", "-", "-", "-"]);
    }

    #[test]
    fn the_frequency_decides_what_a_period_means() {
        assert_eq!(first("2024", Frequency::Yearly).as_deref(), Some("2024-01-01"));
        assert_eq!(first("2026/02", Frequency::HalfYearly).as_deref(), Some("2026-07-01"));
        assert_eq!(first("2026/02", Frequency::Quarterly).as_deref(), Some("2026-04-01"));
        assert_eq!(first("2026/02", Frequency::Bimonthly).as_deref(), Some("2026-03-01"));
        assert_eq!(first("2026/02", Frequency::Monthly).as_deref(), Some("2026-02-01"));
        assert_eq!(first("2026/08/01", Frequency::Fortnightly).as_deref(), Some("2026-08-01"));
        assert_eq!(first("2026/08/02", Frequency::Fortnightly).as_deref(), Some("2026-08-16"));
    }

    #[test]
    fn what_is_no_period_of_its_frequency_is_none() {
        for text in ["2026", "2026/13", "2026/00", "2026/8", "2026/08/01", "26/08", "+026/08", "", "2026/"] {
            assert_eq!(first(text, Frequency::Monthly), None, "{text}");
        }
        assert_eq!(first("2026/08/03", Frequency::Fortnightly), None);
        assert_eq!(first("2026/05", Frequency::Quarterly), None);
        assert_eq!(first("9999", Frequency::Yearly), None);
        assert_eq!(first("2026", Frequency::Daily), None);
    }

    #[test]
    fn a_release_has_a_day() {
        let day = |text| release_day(text).map(|day| day.to_string());
        assert_eq!(day("09/09/2026 12:00:00 a. m.").as_deref(), Some("2026-09-09"));
        assert_eq!(day("24/09/2026 12:00:00 p. m.").as_deref(), Some("2026-09-24"));
        for text in ["", "2026-09-09", "31/02/2026 12:00:00 a. m.", "09/09/2026/1", "9/9/2026"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
