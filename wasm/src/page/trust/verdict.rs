//! The verdict: in plain words, whether intervals hold, whether the forecast is better than none, and whether its inputs have changed.

use super::judged::{Promise, Skill, horizons, promise, skill};
use super::shift::{Shift, shift};
use crate::locale::Locale;
use crate::words::fill;
use crate::words::shape::Trust;
use paridad_wire::{Drift, ScoreRow};

/// What there is to say of the scores; `chosen` is the place of the row that is looked at.
pub(super) fn verdict(rows: &[&ScoreRow], chosen: Option<usize>, locale: &Locale) -> String {
    let words = locale.words.trust;
    let Some(row) = chosen.and_then(|place| rows.get(place)) else { return words.nothing_judged.to_owned() };
    let format = &locale.format;
    let share = |share: f64| format.number(100.0 * share, 0);
    let seen = fill(
        words.cover,
        &[
            ("days", &days_of(&[row.horizon], words)),
            ("inside80", &share(row.cover80)),
            ("inside95", &share(row.cover95)),
            ("count", &format.number(row.count.into(), 0)),
        ],
    );
    [seen, kept(rows, words), compared(rows, words)].join(" ")
}

/// At which horizons intervals hold less or more often than they promise.
fn kept(rows: &[&ScoreRow], words: &Trust) -> String {
    let of = |wanted: Promise| horizons(rows, |row| promise(row) == wanted);
    let (less, more) = (of(Promise::Less), of(Promise::More));
    let broken = [(words.cover_less, less), (words.cover_more, more)];
    let said: Vec<String> = broken
        .iter()
        .filter(|(_, days)| !days.is_empty())
        .map(|(template, days)| fill(template, &[("days", &days_of(days, words))]))
        .collect();
    if said.is_empty() { words.cover_kept.to_owned() } else { said.join(" ") }
}

/// At which horizons the forecast is better than the random walk by more than chance, and at which worse.
fn compared(rows: &[&ScoreRow], words: &Trust) -> String {
    let of = |wanted: Skill| horizons(rows, |row| skill(row) == wanted);
    let (better, worse) = (of(Skill::Better), of(Skill::Worse));
    let first = if better.is_empty() {
        words.skill_none.to_owned()
    } else {
        let template = if better.len() == rows.len() { words.skill_all } else { words.skill_some };
        fill(template, &[("days", &days_of(&better, words))])
    };
    if worse.is_empty() {
        return first;
    }
    [first, fill(words.skill_worse, &[("days", &days_of(&worse, words))])].join(" ")
}

/// How many inputs have changed.
pub(super) fn changed(drift: &Drift, locale: &Locale) -> String {
    let words = locale.words.trust;
    let count = |wanted: Shift| drift.features.iter().filter(|feature| shift(feature) == wanted).count();
    let (changed, open) = (count(Shift::Changed), count(Shift::Undecided));
    let judged = drift.features.len() - open;
    let number = |value: usize| locale.format.whole(value);
    let first = if changed == 0 {
        fill(words.drift_none, &[("all", &number(judged))])
    } else {
        fill(words.drift_count, &[("count", &number(changed)), ("all", &number(judged))])
    };
    if open == 0 {
        return first;
    }
    [first, fill(words.drift_open, &[("count", &number(open))])].join(" ")
}

/// Horizons in a sentence: `1, 5 y 10 días`.
fn days_of(days: &[u16], words: &Trust) -> String {
    if days == [1] {
        return words.one_day.to_owned();
    }
    let names: Vec<String> = days.iter().map(u16::to_string).collect();
    fill(words.some_days, &[("days", &listed(&names, words.and))])
}

fn listed(names: &[String], and: &str) -> String {
    match names {
        [all @ .., last] if !all.is_empty() => [&all.join(", "), and, last].concat(),
        _ => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::judged::tests::row;
    use super::*;
    use crate::address::Language;
    use crate::words::Words;
    use paridad_wire::Significance;

    fn words() -> &'static Trust {
        Words::of(Language::Spanish).trust
    }

    #[test]
    fn horizons_are_listed_as_people_do() {
        assert_eq!(days_of(&[1], words()), "1 día");
        assert_eq!(days_of(&[5], words()), "5 días");
        assert_eq!(days_of(&[1, 5, 10, 21], words()), "1, 5, 10 y 21 días");
    }

    #[test]
    fn a_broken_promise_is_named_with_its_horizons() {
        let rows = [row(1), ScoreRow { cover80: 0.7, ..row(5) }, ScoreRow { cover80: 0.9, ..row(42) }];
        let rows: Vec<&ScoreRow> = rows.iter().collect();
        assert_eq!(kept(&rows[..1], words()), words().cover_kept);
        let said = kept(&rows, words());
        assert!(said.contains("5 días") && said.contains("42 días"), "{said}");
    }

    #[test]
    fn skill_is_claimed_where_it_is_and_its_lack_is_said() {
        let tested = |statistic, p_value| ScoreRow {
            significance: Some(Significance { statistic, p_value }),
            ..row(5)
        };
        let (better, worse) = (tested(-3.0, 0.01), tested(3.0, 0.01));
        let alike = row(1);
        assert_eq!(compared(&[&alike], words()), words().skill_none);
        assert!(compared(&[&alike, &better], words()).contains("A 5 días"));
        assert!(compared(&[&better], words()).starts_with("A todos"), "{}", compared(&[&better], words()));
        let said = compared(&[&alike, &worse], words());
        assert!(said.starts_with(words().skill_none) && said.contains("5 días"), "{said}");
    }
}
