//! The words by which a recipe's text calls readings, marks, calendars and priors.

use crate::experts::prior::Prior;
use crate::features::spread::CalendarMark;
use crate::time::calendar::{Calendar, ListedDays};

/// The calendars.
pub(super) const CALENDARS: [(&str, Calendar); 3] = [
    ("mexican_banks", Calendar::MexicanBanks),
    ("target", Calendar::Target),
    ("weekdays", Calendar::Listed(ListedDays::WEEKDAYS)),
];

/// Where learning may begin.
pub(super) const PRIORS: [(&str, Prior); 2] = [("none", Prior::None), ("currencies", Prior::Currencies)];

/// The word of a meaning.
pub(super) fn word_of<T: PartialEq>(words: &[(&'static str, T)], meaning: &T) -> &'static str {
    words.iter().find(|(_, known)| known == meaning).map_or("", |(word, _)| word)
}

/// What a mark may be, as a message says it.
pub(super) const MARKS: &str =
    "one of weekday.1 to weekday.5, gap.2, gap.2-3, gap.4+ (any days from 1 to 254), year_end, first_friday";

/// The mark that a word means, and the end of its feature's name.
pub(super) fn mark(word: &str) -> Option<CalendarMark> {
    match word.split_once('.') {
        None if word == "year_end" => Some(CalendarMark::YearEnd),
        None if word == "first_friday" => Some(CalendarMark::FirstFriday),
        Some(("weekday", day)) => {
            let day = digits(day)?;
            (1..=5).contains(&day).then(|| CalendarMark::Weekday(day - 1))
        }
        Some(("gap", days)) => gap(days),
        _ => None,
    }
}

fn gap(days: &str) -> Option<CalendarMark> {
    let (from, to) = match (days.strip_suffix('+'), days.split_once('-')) {
        (Some(from), _) => (digits(from)?, u8::MAX),
        (None, Some((from, to))) => (digits(from)?, digits(to)?),
        (None, None) => (digits(days)?, digits(days)?),
    };
    (1 <= from && from <= to).then_some(CalendarMark::Gap { from, to })
}

/// A number below 255 that is written in the one way there is: without a sign, without zeros before it.
fn digits(text: &str) -> Option<u8> {
    text.parse().ok().filter(|number: &u8| *number < u8::MAX && number.to_string() == text)
}

/// The word of a mark.
pub(super) fn mark_word(mark: CalendarMark) -> String {
    match mark {
        CalendarMark::Gap { from, to } if from == to => format!("gap.{from}"),
        CalendarMark::Gap { from, to: u8::MAX } => format!("gap.{from}+"),
        CalendarMark::Gap { from, to } => format!("gap.{from}-{to}"),
        mark => mark.word(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_called_back_by_its_word() {
        let gaps = [(1, 1), (2, 3), (4, u8::MAX)].map(|(from, to)| CalendarMark::Gap { from, to });
        let days = (0..5).map(CalendarMark::Weekday);
        for known in days.chain(gaps).chain([CalendarMark::YearEnd, CalendarMark::FirstFriday]) {
            assert_eq!(mark(&mark_word(known)), Some(known));
        }
    }

    #[test]
    fn what_is_no_mark_means_nothing() {
        for word in [
            "",
            "weekday.0",
            "weekday.6",
            "gap.",
            "gap.0",
            "gap.3-2",
            "gap.+2",
            "gap.02",
            "gap.256",
            "friday",
        ] {
            assert_eq!(mark(word), None, "{word}");
        }
    }
}
