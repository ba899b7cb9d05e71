//! What is asked of every answer.

use chrono::{Datelike, NaiveDate};
use paridad_engine::time::day;
use paridad_ingest::feed::payload::Parsed;
use std::fmt::{Debug, Display};

/// The most characters that a message may have, whatever it quotes.
const MESSAGE_MAX: usize = 600;

/// What `parse` reads, or `None` where it refuses: the same both times, with a message that can be shown.
pub(crate) fn twice<T: Debug + PartialEq, E: Display>(parse: impl Fn() -> Result<T, E>) -> Option<T> {
    let [first, second] = [parse(), parse()].map(|result| result.map_err(|error| error.to_string()));
    assert_eq!(first, second, "the same bytes give the same");
    if let Err(refusal) = &first {
        message(refusal);
    }
    first.ok()
}

/// Values are finite, periods can be kept, and findings are at most so many.
pub(crate) fn parsed(parsed: &Parsed, findings_max: usize) {
    for observation in &parsed.observations {
        assert!(observation.value.is_finite(), "a value is finite: {observation:?}");
        period(observation.period);
    }
    let findings = parsed.findings.len();
    assert!(findings <= findings_max, "findings are at most {findings_max}, got {findings}");
    parsed.findings.iter().for_each(|finding| message(&finding.detail));
}

/// A period lies in the years in which there are statistics, and comes back from its number.
pub(crate) fn period(period: NaiveDate) {
    assert!((1800..2200).contains(&period.year()), "there are no statistics of {period}");
    assert_eq!(day::from_number(day::number(period)), Some(period));
}

/// A message is short, and nothing in it moves a terminal's cursor.
pub(crate) fn message(message: &str) {
    assert!(message.chars().count() <= MESSAGE_MAX, "a message is short: {message}");
    assert!(!message.contains(char::is_control), "a message is one line: {message:?}");
}

/// A line of the text, counted from 1; the place after a last line break is one more.
pub(crate) fn line(line: usize, text: &str) {
    assert!((1..=text.matches('\n').count() + 1).contains(&line), "the text has no line {line}");
}
