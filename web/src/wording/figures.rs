//! Numbers and days as a person reads them, in the two languages.

use super::Language;
use chrono::{DateTime, Datelike, NaiveDate, Utc};

/// The space that a line is not broken at.
const HARD_SPACE: char = '\u{a0}';

/// The days of the week, Monday first: Spanish, then English.
const WEEKDAYS: [[&str; 7]; 2] =
    [["lun", "mar", "mié", "jue", "vie", "sáb", "dom"], ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]];

/// The months: Spanish, then English.
const MONTHS: [[&str; 12]; 2] = [
    ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"],
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
];

/// A day: `jue 26 nov 2026`, `Thu 26 Nov 2026`.
pub(crate) fn day(day: NaiveDate, language: Language) -> String {
    let of = language.pick(0, 1);
    let weekday = WEEKDAYS[of][day.weekday().num_days_from_monday() as usize];
    let month = MONTHS[of][day.month0() as usize];
    format!("{weekday} {} {month} {}", day.day(), day.year())
}

/// A moment, in universal time: `26 nov 2026, 18:30 UTC`.
pub(crate) fn moment(at: DateTime<Utc>, language: Language) -> String {
    let month = MONTHS[language.pick(0, 1)][at.month0() as usize];
    format!("{} {month} {}, {} UTC", at.day(), at.year(), at.format("%H:%M"))
}

/// A whole number with a comma at each thousand, as both languages write it in Mexico: `3,732`.
pub(crate) fn thousands(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A probability in whole percent, and no nearer to never or always than one: `44 %`, `44%`.
pub(crate) fn percent(probability: f64, language: Language) -> String {
    let sign = language.pick(format!("{HARD_SPACE}%"), "%".to_owned());
    match probability {
        ..0.01 => format!("<{HARD_SPACE}1{sign}"),
        0.99.. => format!(">{HARD_SPACE}99{sign}"),
        _ => format!("{:.0}{sign}", (100.0 * probability).clamp(1.0, 99.0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_probabilities_read_as_a_language_writes_them() {
        let thursday = "2026-11-26".parse().unwrap();
        assert_eq!(day(thursday, Language::Spanish), "jue 26 nov 2026");
        assert_eq!(day(thursday, Language::English), "Thu 26 Nov 2026");
        let at = "2026-11-26T18:30:59Z".parse().unwrap();
        assert_eq!(moment(at, Language::Spanish), "26 nov 2026, 18:30 UTC");
        let numbers = [0, 999, 1_000, 3_732, 1_234_567].map(thousands);
        assert_eq!(numbers, ["0", "999", "1,000", "3,732", "1,234,567"]);
        let of = |probability| [Language::Spanish, Language::English].map(|one| percent(probability, one));
        assert_eq!(of(0.444), ["44\u{a0}%", "44%"]);
        assert_eq!(of(0.001), ["<\u{a0}1\u{a0}%", "<\u{a0}1%"]);
        assert_eq!(of(0.999), [">\u{a0}99\u{a0}%", ">\u{a0}99%"]);
        assert_eq!([0.01, 0.989].map(|one| percent(one, Language::English)), ["1%", "99%"]);
    }
}
