//! What came of each source on each of the last thirty days.

use super::piece::{named, quiet, section};
use crate::locale::Locale;
use chrono::{DateTime, Days, NaiveDate, Utc};
use paridad_engine::time::day;
use paridad_wire::{Freshness, Run};
use yew::prelude::*;

/// How many days are shown.
const SHOWN: u64 = 30;

/// How far Mexico City is behind; it sets no clock.
const BEHIND_SECONDS: i64 = 6 * 3_600;

/// What came of a source on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// It did not run, and nothing was late.
    None,
    /// It was asked and had nothing new.
    Quiet,
    /// It failed whenever it ran.
    Failed,
    /// Something that was expected is missing still.
    Late,
    /// Values came.
    Came,
    /// Something of what came was held.
    Held,
}

impl Mark {
    const ALL: [Self; 6] = [Self::Came, Self::Held, Self::Late, Self::Failed, Self::Quiet, Self::None];

    /// What it is drawn with, and its name in the style sheet.
    fn sign(self) -> (&'static str, &'static str) {
        match self {
            Self::None => ("", "none"),
            Self::Quiet => ("·", "quiet"),
            Self::Failed => ("✕", "failed"),
            Self::Late => ("!", "late"),
            Self::Came => ("✓", "came"),
            Self::Held => ("?", "held"),
        }
    }

    fn words(self, locale: &Locale) -> &'static str {
        let words = locale.words.data;
        match self {
            Self::None => words.mark_none,
            Self::Quiet => words.mark_quiet,
            Self::Failed => words.mark_failed,
            Self::Late => words.mark_late,
            Self::Came => words.mark_came,
            Self::Held => words.mark_held,
        }
    }
}

/// The day that a moment falls on in Mexico City.
pub(super) fn local_day(seconds: i64) -> NaiveDate {
    let local = DateTime::<Utc>::from_timestamp(seconds - BEHIND_SECONDS, 0);
    local.unwrap_or_default().date_naive()
}

/// The last days, the oldest first.
fn days(today: NaiveDate) -> Vec<NaiveDate> {
    (0..SHOWN).rev().filter_map(|back| today.checked_sub_days(Days::new(back))).collect()
}

/// What came of a source on each of these days.
fn marks(source: &str, days: &[NaiveDate], runs: &[Run], fresh: &[Freshness]) -> Vec<Mark> {
    let mut marks = vec![Mark::None; days.len()];
    for run in runs.iter().filter(|run| run.source == source) {
        let of = local_day(run.started_at.timestamp());
        let Some(place) = days.iter().position(|day| *day == of) else { continue };
        let mark = match (run.brought, &run.failed) {
            (_, Some(_)) => Mark::Failed,
            (Some(brought), _) if brought.held > 0 => Mark::Held,
            (Some(brought), _) if brought.observed > 0 => Mark::Came,
            (Some(_), _) => Mark::Quiet,
            (None, None) => continue,
        };
        let before = marks[place];
        // A run that had nothing new after one that failed is no failure any more.
        let is_more = match (before, mark) {
            (Mark::Failed, Mark::Quiet) => true,
            (Mark::Quiet, Mark::Failed) => false,
            _ => day_rank(mark) > day_rank(before),
        };
        if is_more {
            marks[place] = mark;
        }
    }
    let late = fresh.iter().filter(|series| series.source == source && series.state == "late");
    let since = late.filter_map(|series| series.due_at).min().map(|due| local_day(due.timestamp()));
    for (mark, day) in marks.iter_mut().zip(days) {
        if since.is_some_and(|since| *day >= since) && matches!(mark, Mark::None | Mark::Quiet) {
            *mark = Mark::Late;
        }
    }
    marks
}

/// What is worth more of what came on one day.
fn day_rank(mark: Mark) -> u8 {
    match mark {
        Mark::None => 0,
        Mark::Quiet => 1,
        Mark::Failed => 2,
        Mark::Late => 3,
        Mark::Came => 4,
        Mark::Held => 5,
    }
}

/// The matrix, with what its marks mean.
pub(super) fn month(
    sources: &[String],
    (runs, fresh): (&[Run], &[Freshness]),
    now: i64,
    locale: &Locale,
) -> Html {
    let (words, format) = (locale.words.data, &locale.format);
    let days = days(local_day(now));
    let head = |of: &NaiveDate| {
        let number = of.to_string()[8..].trim_start_matches('0').to_owned();
        let is_free = day::number(*of).rem_euclid(7) == 2 || day::number(*of).rem_euclid(7) == 3;
        html! { <th scope="col" title={format.day(*of)} class={classes!(is_free.then_some("free"))}>
        { number }<span class="unseen">{ " " }{ format.month(*of) }</span></th> }
    };
    let cell = |(mark, of): (Mark, &NaiveDate)| {
        let (sign, name) = mark.sign();
        let said = mark.words(locale);
        html! { <td data-mark={name} title={format!("{}: {said}", format.day(*of))}>
        <span aria-hidden="true">{ sign }</span><span class="unseen">{ said }</span></td> }
    };
    let row = |source: &String| {
        let marks = marks(source, &days, runs, fresh);
        let cells = marks.into_iter().zip(&days).map(cell);
        html! { <tr>{ named(locale.words.source(source).into()) }{ for cells }</tr> }
    };
    let key = |mark: Mark| {
        let (sign, name) = mark.sign();
        html! { <li><span class="mark" data-mark={name} aria-hidden="true">{ sign }</span>{ mark.words(locale) }</li> }
    };
    let shown = html! {
        <>
            <div class="scroll" tabindex="0" role="group" aria-label={words.matrix}>
                <table class="month">
                    <thead><tr><th scope="col">{ words.source }</th>{ for days.iter().map(head) }</tr></thead>
                    <tbody>{ for sources.iter().map(row) }</tbody>
                </table>
            </div>
            <ul class="legend">{ for Mark::ALL.into_iter().map(key) }</ul>
            { quiet(words.matrix_note) }
        </>
    };
    section("month", words.matrix.into(), shown)
}

#[cfg(test)]
mod tests {
    use super::Mark::{Came, Failed, Held, Late, Quiet};
    use super::*;
    use paridad_wire::RunBrought;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn run(started: &str, brought: Option<(u32, u32)>, failed: bool) -> Run {
        Run {
            run: 1,
            source: "banxico".to_owned(),
            actor: "paridad".to_owned(),
            trigger: "schedule".to_owned(),
            started_at: at(started),
            ended_at: None,
            batches: Vec::new(),
            brought: brought.map(|(observed, held)| RunBrought {
                observed,
                held,
                known: 0,
                learned: 0,
                version: 1,
            }),
            failed: failed.then(|| "no answer".to_owned()),
        }
    }

    #[test]
    fn a_day_is_marked_by_the_best_that_came_of_it_and_late_since_something_was_due() {
        let today: NaiveDate = "2026-11-27".parse().unwrap();
        let days = days(today);
        assert_eq!((days.len(), days[0].to_string().as_str()), (30, "2026-10-29"));
        let runs = [
            run("2026-11-26T00:30:00Z", Some((5, 0)), false),
            run("2026-11-24T18:00:00Z", Some((5, 0)), false),
            run("2026-11-24T19:00:00Z", Some((0, 0)), false),
            run("2026-11-23T18:00:00Z", Some((1, 2)), false),
            run("2026-11-22T18:00:00Z", None, true),
            run("2026-11-21T19:00:00Z", Some((0, 0)), false),
            run("2026-11-21T18:00:00Z", None, true),
            run("2026-11-20T18:00:00Z", None, false),
            run("2020-01-01T18:00:00Z", Some((5, 0)), false),
        ];
        let fresh = [Freshness {
            series: "a".to_owned(),
            source: "banxico".to_owned(),
            state: "late".to_owned(),
            last: None,
            age_days: None,
            received_at: None,
            due_at: Some(at("2026-11-25T20:00:00Z")),
        }];
        let marks = marks("banxico", &days, &runs, &fresh);
        let last: Vec<Mark> = marks[22..].to_vec();
        // The run after midnight in Greenwich was that of the evening before in Mexico City.
        assert_eq!(last, [Mark::None, Quiet, Failed, Held, Came, Came, Late, Late]);
        assert!(super::marks("ecb", &days, &runs, &fresh).iter().all(|mark| *mark == Mark::None));
    }

    #[test]
    fn a_day_begins_at_midnight_in_mexico_city() {
        assert_eq!(local_day(at("2026-11-27T05:59:59Z").timestamp()).to_string(), "2026-11-26");
        assert_eq!(local_day(at("2026-11-27T06:00:00Z").timestamp()).to_string(), "2026-11-27");
    }
}
