//! Answers and printed text without what the clock, chance or the machine decides, to be compared with what was written down once.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde_json::Value;
use std::path::Path;

/// What stands in the place of what is different each time.
const VARIES: &str = "[varies]";

/// The most items of a list that are written down.
const ITEMS: usize = 3;

/// An answer without what the clock decides, and of long lists the beginning.
pub fn answer(mut answer: Value) -> String {
    settle(&mut answer);
    format!("{answer:#}")
}

fn settle(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match name.as_str() {
                    // An entry of the record is hashed with its moment, and a token is made by chance.
                    "late_days" | "age_days" | "days_left" | "ends_soon" | "hash" | "token" => {
                        *member = VARIES.into();
                    }
                    "concerns" => settle_concerns(member),
                    "late" => settle_days(member),
                    _ => settle(member),
                }
            }
        }
        Value::Array(items) => {
            let more = items.len().saturating_sub(ITEMS);
            items.truncate(ITEMS);
            items.iter_mut().for_each(settle);
            if more > 0 {
                items.push(format!("[{more} more]").into());
            }
        }
        Value::String(text) if text.parse::<DateTime<Utc>>().is_ok_and(|at| is_now(at.date_naive())) => {
            "[now]".clone_into(text);
        }
        Value::String(text) => {
            if let Some(end) = text.find("; digest ") {
                text.replace_range(end.., "; digest [of moments too]");
            }
        }
        _ => {}
    }
}

/// What is late, without for how long.
fn settle_days(late: &mut Value) {
    if let Some(days) = late.get_mut("days") {
        *days = VARIES.into();
    }
}

/// What somebody should look after, without the calendars: which of them end soon the clock decides.
fn settle_concerns(concerns: &mut Value) {
    if let Value::Array(all) = concerns {
        all.retain(|concern| concern["matter"] != "events");
    }
    settle(concerns);
}

/// Whether a day is one of these.
fn is_now(day: NaiveDate) -> bool {
    (Utc::now().date_naive() - day).num_days().abs() < 40
}

/// What a command has printed, where `folder` is the one that was made for the test.
pub fn printed(text: &str, folder: &Path) -> String {
    let text = text.replace(&folder.display().to_string(), VARIES);
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn line(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    if words[0].starts_with("events.") {
        return calendar(line, &words);
    }
    let varies = |place: usize| {
        let (before, word) = (place.checked_sub(1).map(|before| words[before]), words[place]);
        let after = words.get(place + 1).copied();
        let is_count = matches!(words[place + 1..], ["days", "late" | "old;", ..] | ["records", ..]);
        let is_now = is_moment(word, after) || before.is_some_and(|before| is_moment(before, Some(word)));
        is_count || is_now || word.starts_with("pdt_")
    };
    let settled = |(place, word): (usize, &&str)| {
        if varies(place) { VARIES.to_owned() } else { without_port(word) }
    };
    words.iter().enumerate().map(settled).collect::<Vec<_>>().join(" ")
}

/// How long a calendar reaches ahead, whether it has ended and when the next is due is a matter of the clock.
fn calendar(line: &str, words: &[&str]) -> String {
    let day = words.iter().find(|word| word.trim_end_matches(',').parse::<NaiveDate>().is_ok());
    match day {
        Some(day) if words.contains(&"ends") || words.contains(&"ended") => {
            format!("{} {VARIES} {day} {VARIES}", words[0])
        }
        Some(_) => format!("{} {VARIES}", words[0]),
        None => line.to_owned(),
    }
}

/// Whether words are a day of these and a time, or one word for both.
fn is_moment(word: &str, after: Option<&str>) -> bool {
    let day = word.parse::<NaiveDate>();
    let time = after.and_then(|time| time.get(..8)).and_then(|time| time.parse::<NaiveTime>().ok());
    match (day, time) {
        (Ok(day), Some(_)) => is_now(day),
        _ => word.parse::<DateTime<Utc>>().is_ok_and(|at| is_now(at.date_naive())),
    }
}

/// A port that was free.
fn without_port(word: &str) -> String {
    const HERE: &str = "://127.0.0.1:";
    let Some((before, port)) = word.split_once(HERE) else { return word.to_owned() };
    let after = port.trim_start_matches(|letter: char| letter.is_ascii_digit());
    format!("{before}{HERE}{VARIES}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(text: &str) -> String {
        printed(text, Path::new("/tmp/of-a-test"))
    }

    #[test]
    fn what_clock_chance_and_machine_decide_is_named_and_nothing_else() {
        let now = Utc::now().format("%Y-%m-%d %H:%M:%S");
        assert_eq!(
            settled(&format!("made at {now} UTC; {now}")),
            "made at [varies] [varies] UTC; [varies] [varies]"
        );
        assert_eq!(settled(&format!("on {}", Utc::now().to_rfc3339())), "on [varies]");
        assert_eq!(settled("on 2020-02-07 15:00:00 UTC"), "on 2020-02-07 15:00:00 UTC");
        assert_eq!(settled("  STALE: 2485 days late\n"), "  STALE: [varies] days late\n");
        assert_eq!(
            settled("last 2020-02-06, 2486 days old; 3 days"),
            "last 2020-02-06, [varies] days old; 3 days"
        );
        assert_eq!(settled("read /tmp/of-a-test/data/x"), "read [varies]/data/x");
        assert_eq!(settled("A=http://127.0.0.1:4711/a and"), "A=http://127.0.0.1:[varies]/a and");
        assert_eq!(settled("pdt_0123"), "[varies]");
        assert_eq!(settled("12 records copied, 3 events"), "[varies] records copied, 3 events");
    }

    #[test]
    fn of_a_calendar_only_its_last_day_is_no_matter_of_the_clock() {
        for line in [
            "events.us.fomc     ends on 2028-01-26, 425 days from today",
            "events.us.fomc     ended on 2028-01-26, 3 days ago; take in a newer one: paridad calendar FILE",
        ] {
            assert_eq!(settled(line), "events.us.fomc [varies] 2028-01-26, [varies]");
        }
        assert_eq!(
            settled("events.us.fomc     late     last 2020-02-06, 3 days old"),
            "events.us.fomc [varies]"
        );
        let none = "events.mx.prices   has no days; take in a newer one: paridad calendar FILE";
        assert_eq!(settled(none), none);
    }
}
