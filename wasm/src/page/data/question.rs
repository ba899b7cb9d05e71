//! What a person is asked to decide, and how the server is told.

use super::amount::amount;
use crate::locale::Locale;
use crate::words::fill;
use chrono::NaiveDate;
use paridad_exchange::json::{Json, Read};
use paridad_wire::{Held, HeldGroup, Precedent};

/// What becomes of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It enters.
    Accept,
    /// It stays out.
    Reject,
    /// Another value enters in its place.
    Correct,
}

impl Verdict {
    /// Its name in a request.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Correct => "correct",
        }
    }
}

/// On what is decided.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Subject {
    /// One value.
    Value(Held),
    /// All values of a batch that broke the same rule.
    Group(HeldGroup),
    /// A precedent that somebody else has proposed.
    Agree(Precedent),
    /// A precedent that is to end.
    Revoke(Precedent),
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Question {
    /// On what is decided.
    pub(super) subject: Subject,
    /// What is likely to be answered.
    pub(super) verdict: Option<Verdict>,
}

/// What has been answered so far.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Draft {
    /// What becomes of it.
    pub(super) verdict: Option<Verdict>,
    /// The right value.
    pub(super) value: Option<f64>,
    /// Whether it counts as known from its publication on.
    pub(super) published: bool,
    /// Whether the same is to hold for all like it.
    pub(super) like: bool,
    /// The days that a precedent is about.
    pub(super) days: [Option<NaiveDate>; 2],
    /// The values that it is about.
    pub(super) values: [Option<f64>; 2],
    /// Whether what a precedent rejected waits again.
    pub(super) reopen: bool,
    /// Why.
    pub(super) reason: String,
}

impl Subject {
    /// What it is called.
    pub(super) fn title(&self, locale: &Locale) -> String {
        let words = locale.words.data;
        let of =
            |template, precedent: &Precedent| fill(template, &[("number", &precedent.precedent.to_string())]);
        match self {
            Self::Value(held) => {
                let (series, day) = (locale.words.series(&held.series), locale.format.day(held.period));
                let value = amount(held.value, locale);
                fill(words.title_value, &[("series", &series), ("day", &day), ("value", &value)])
            }
            Self::Group(group) => {
                let (rule, _) = locale.words.rule(&group.rule);
                fill(words.title_group, &[("count", &group.waiting.to_string()), ("rule", &rule)])
            }
            Self::Agree(precedent) => of(words.agree_title, precedent),
            Self::Revoke(precedent) => of(words.revoke_title, precedent),
        }
    }

    /// The value that is looked at: that of a group is one of them.
    pub(super) fn held(&self) -> Option<&Held> {
        match self {
            Self::Value(held) => Some(held),
            Self::Group(group) => group.example.as_ref(),
            Self::Agree(_) | Self::Revoke(_) => None,
        }
    }

    /// Whether all that it takes has been answered.
    pub(super) fn is_answered(&self, draft: &Draft) -> bool {
        let is_chosen = self.held().is_none() || draft.verdict.is_some();
        let is_right = draft.verdict != Some(Verdict::Correct) || draft.value.is_some();
        is_chosen && is_right && !draft.reason.trim().is_empty()
    }

    /// Where it is asked for, and with what.
    pub(super) fn request(&self, draft: &Draft) -> (String, Vec<(&'static str, Json)>) {
        let mut body = vec![("note", Json::Text(draft.reason.trim().to_owned()))];
        match self {
            Self::Agree(precedent) => {
                return (format!("/api/v1/precedents/{}/agree", precedent.precedent), body);
            }
            Self::Revoke(precedent) => {
                body.push(("reopen", Json::Truth(draft.reopen)));
                return (format!("/api/v1/precedents/{}/revoke", precedent.precedent), body);
            }
            Self::Value(_) | Self::Group(_) => {}
        }
        let verdict = draft.verdict.unwrap_or(Verdict::Reject);
        body.push(("decision", Json::Text(verdict.code().to_owned())));
        if draft.published && verdict != Verdict::Reject {
            body.push(("known", Json::Text("published".to_owned())));
        }
        let path = match self {
            Self::Value(held) if draft.like && verdict != Verdict::Correct => {
                body.push(("held", Json::Number(held.held as f64)));
                let days = ["from", "until"].into_iter().zip(draft.days);
                body.extend(days.filter_map(|(name, day)| Some((name, Json::Text(day?.to_string())))));
                let values = ["least", "most"].into_iter().zip(draft.values);
                body.extend(values.filter_map(|(name, value)| Some((name, Json::Number(value?)))));
                "/api/v1/precedents".to_owned()
            }
            Self::Value(held) => {
                let value = draft.value.filter(|_| verdict == Verdict::Correct);
                body.extend(value.map(|value| ("value", Json::Number(value))));
                format!("/api/v1/held/{}", held.held)
            }
            Self::Group(group) => {
                body.push(("batch", Json::Number(group.batch as f64)));
                body.push(("rule", Json::Text(group.rule.clone())));
                "/api/v1/held".to_owned()
            }
            Self::Agree(_) | Self::Revoke(_) => String::new(),
        };
        (path, body)
    }

    /// What has become of it, by the server's answer.
    pub(super) fn outcome(&self, answer: &Json, locale: &Locale) -> String {
        let (words, title) = (locale.words.data, self.title(locale));
        let what = ("what", title.as_str());
        if let Some(precedent) = Precedent::read(answer) {
            let number = precedent.precedent.to_string();
            return fill(words.done_precedent, &[("number", &number)]);
        }
        match (Held::read(answer), HeldGroup::read(answer)) {
            (Some(held), _) if held.decided.is_none() => fill(words.done_waits, &[what]),
            (None, Some(group)) if group.waiting > 0 => {
                fill(words.done_left, &[what, ("count", &group.waiting.to_string())])
            }
            _ => fill(words.done_decided, &[what]),
        }
    }
}

#[cfg(test)]
mod tests;
