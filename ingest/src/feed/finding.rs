//! Remarks on the quality of data.

use chrono::NaiveDate;
use paridad_engine::data::series::{Observation, SeriesId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A remark on a value of a batch, or on all that it brought of a series: which rule is broken, and how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule that speaks.
    pub rule: Rule,
    /// The series of the value, if it could be read.
    pub series: Option<SeriesId>,
    /// The period of the value, if it could be read.
    pub period: Option<NaiveDate>,
    /// What was found and what is allowed, for a person to read.
    pub detail: String,
}

/// What data can break.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// A line of a file cannot be read.
    Malformed,
    /// The value is not finite, an exchange rate is not positive, or the catalogue's range does not hold the value.
    OutOfRange,
    /// The period has not come yet, or the value is known only from a later moment on.
    Future,
    /// The period is none of the series': a day on which its source publishes nothing, or not the first of a month.
    ClosedDay,
    /// The value is too far from the one before it.
    Implausible,
    /// The batch brings the same value twice.
    Repeated,
    /// The batch brings two values for one period of one vintage.
    Conflicting,
    /// Values are missing, said by the source or seen between the first period and the last.
    Missing,
    /// The answer holds a series that nobody knows.
    UnknownSeries,
    /// More values are missing than a batch may lack.
    Incomplete,
    /// The periods are spaced as those of another frequency.
    Frequency,
    /// A value has changed in a series that is never revised.
    UnexpectedRevision,
    /// Two sources contradict each other.
    Inconsistent,
    /// All values are a power of ten too large or too small, or the source names another unit.
    UnitChange,
    /// The source gives the series another title.
    TitleChange,
    /// The whole does not satisfy what the bank has declared of it.
    Expectation,
    /// This very value was taken out of history before.
    TakenOut,
}

/// A dimension of the quality of data, as DAMA names them. Its place in this list may be stored: a new one goes to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// All that should be there is.
    Completeness,
    /// Values have the form, the range and the days that are theirs.
    Validity,
    /// Nothing is there twice.
    Uniqueness,
    /// Values agree with each other, with their past and with other sources.
    Consistency,
    /// Values come when they are due, and are not used before they are known.
    Timeliness,
    /// Values are believable as what they measure.
    Accuracy,
}

impl Dimension {
    /// Its name on record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Completeness => "completeness",
            Self::Validity => "validity",
            Self::Uniqueness => "uniqueness",
            Self::Consistency => "consistency",
            Self::Timeliness => "timeliness",
            Self::Accuracy => "accuracy",
        }
    }
}

/// What a broken rule does, from mild to severe.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing is held for it.
    Remark,
    /// The value is held.
    Hold,
    /// All that the batch brings of the series is held; of every series, if it names none.
    Refuse,
}

/// The series that targets of forecasts are made of: what enters them moves what is forecast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Targets {
    /// These.
    Of(BTreeSet<SeriesId>),
    /// Nobody can tell, so it may be any.
    Any,
}

impl Targets {
    /// Whether a series is one of them.
    pub fn hold(&self, series: &SeriesId) -> bool {
        match self {
            Self::Of(all) => all.contains(series),
            Self::Any => true,
        }
    }
}

impl Rule {
    /// Its name on record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::OutOfRange => "out_of_range",
            Self::Future => "future",
            Self::ClosedDay => "closed_day",
            Self::Implausible => "implausible",
            Self::Repeated => "repeated",
            Self::Conflicting => "conflicting",
            Self::Missing => "missing",
            Self::UnknownSeries => "unknown_series",
            Self::Incomplete => "incomplete",
            Self::Frequency => "frequency",
            Self::UnexpectedRevision => "unexpected_revision",
            Self::Inconsistent => "inconsistent",
            Self::UnitChange => "unit_change",
            Self::TitleChange => "title_change",
            Self::Expectation => "expectation",
            Self::TakenOut => "taken_out",
        }
    }

    /// The dimension under which it is filed.
    pub fn dimension(self) -> Dimension {
        match self {
            Self::Missing | Self::Incomplete => Dimension::Completeness,
            Self::Malformed
            | Self::OutOfRange
            | Self::ClosedDay
            | Self::UnknownSeries
            | Self::Expectation => Dimension::Validity,
            Self::Repeated | Self::Conflicting => Dimension::Uniqueness,
            Self::Frequency
            | Self::UnexpectedRevision
            | Self::Inconsistent
            | Self::UnitChange
            | Self::TitleChange
            | Self::TakenOut => Dimension::Consistency,
            Self::Future => Dimension::Timeliness,
            Self::Implausible => Dimension::Accuracy,
        }
    }

    /// What it does when it is broken.
    pub fn severity(self) -> Severity {
        match self {
            // What cannot be read gives no value that could be held.
            Self::Malformed | Self::Missing | Self::Repeated | Self::UnknownSeries => Severity::Remark,
            Self::OutOfRange
            | Self::Future
            | Self::ClosedDay
            | Self::Implausible
            | Self::Conflicting
            | Self::UnexpectedRevision
            | Self::Inconsistent
            | Self::TakenOut => Severity::Hold,
            Self::Incomplete | Self::Frequency | Self::UnitChange | Self::TitleChange | Self::Expectation => {
                Severity::Refuse
            }
        }
    }

    /// How many people must agree on what becomes of a value that breaks this rule; see [`Finding::reviewers`].
    pub fn reviewers(self) -> u8 {
        match self {
            Self::Implausible | Self::UnitChange | Self::TitleChange | Self::TakenOut => 2,
            _ => 1,
        }
    }
}

impl Finding {
    /// What a rule says of a value.
    pub(crate) fn on(observation: &Observation, rule: Rule, detail: String) -> Self {
        Self { rule, series: Some(observation.series.clone()), period: Some(observation.period), detail }
    }

    /// How many people must agree on what becomes of its value: those of the rule, but one is enough for a value of a series
    /// of which no target is made that is implausible, or was taken out of history before.
    pub fn reviewers(&self, targets: &Targets) -> u8 {
        let is_target = self.series.as_ref().is_none_or(|series| targets.hold(series));
        let is_for_target = matches!(self.rule, Rule::Implausible | Rule::TakenOut);
        if is_for_target && !is_target { 1 } else { self.rule.reviewers() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: [Rule; 17] = [
        Rule::Malformed,
        Rule::OutOfRange,
        Rule::Future,
        Rule::ClosedDay,
        Rule::Implausible,
        Rule::Repeated,
        Rule::Conflicting,
        Rule::Missing,
        Rule::UnknownSeries,
        Rule::Incomplete,
        Rule::Frequency,
        Rule::UnexpectedRevision,
        Rule::Inconsistent,
        Rule::UnitChange,
        Rule::TitleChange,
        Rule::Expectation,
        Rule::TakenOut,
    ];

    #[test]
    fn a_rule_is_called_the_same_on_record_and_in_json() {
        for rule in RULES {
            assert_eq!(serde_json::to_string(&rule).unwrap(), format!("{:?}", rule.name()));
        }
    }

    #[test]
    fn every_dimension_has_a_rule() {
        let filed = |dimension| RULES.iter().filter(|rule| rule.dimension() == dimension).count();
        let dimensions = [
            Dimension::Completeness,
            Dimension::Validity,
            Dimension::Uniqueness,
            Dimension::Consistency,
            Dimension::Timeliness,
            Dimension::Accuracy,
        ];
        assert_eq!(dimensions.map(filed), [2, 5, 2, 6, 1, 1]);
    }

    #[test]
    fn two_people_must_agree_on_what_would_move_the_target_or_change_a_series_meaning() {
        let series = |id: &str| SeriesId::try_from(id).unwrap();
        let targets = Targets::Of(["banxico.sf43718", "ecb.eur.mxn"].map(series).into());
        let reviewers = |rule, id: Option<&str>| {
            let finding = Finding { rule, series: id.map(series), period: None, detail: String::new() };
            assert_eq!(finding.reviewers(&Targets::Any), rule.reviewers());
            finding.reviewers(&targets)
        };
        assert_eq!(reviewers(Rule::Implausible, Some("banxico.sf43718")), 2);
        assert_eq!(reviewers(Rule::Implausible, Some("ecb.eur.mxn")), 2);
        assert_eq!(reviewers(Rule::Implausible, Some("ecb.eur.brl")), 1);
        assert_eq!(reviewers(Rule::Implausible, None), 2);
        assert_eq!(reviewers(Rule::TakenOut, Some("ecb.eur.mxn")), 2);
        assert_eq!(reviewers(Rule::TakenOut, Some("internal.flow")), 1);
        assert_eq!(reviewers(Rule::UnitChange, Some("ecb.eur.brl")), 2);
        assert_eq!(reviewers(Rule::TitleChange, Some("inegi.910392")), 2);
        assert_eq!(reviewers(Rule::ClosedDay, Some("banxico.sf43718")), 1);
    }
}
