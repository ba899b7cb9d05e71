//! One value of a push in JSON, read member by member, so that a bad one costs its row and not the whole.

use crate::feed::csv::{internal_series, malformed, moment};
use crate::feed::finding::Finding;
use crate::feed::parse;
use chrono::{DateTime, NaiveDate, Utc};
use paridad_engine::data::series::{Observation, SeriesId};
use serde::de::{Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;

/// A value as it was sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row<'a> {
    #[serde(borrow, default)]
    series: Member<'a>,
    #[serde(borrow, default)]
    period: Member<'a>,
    #[serde(borrow, default)]
    value: Member<'a>,
    #[serde(borrow, default)]
    known_at: Member<'a>,
}

/// A member of any type: what is wrong with it is said with its row and its name.
#[derive(Default)]
enum Member<'a> {
    /// It is absent or null.
    #[default]
    Missing,
    Number(f64),
    Text(Cow<'a, str>),
    /// Anything else, by what it is.
    Other(&'static str),
}

impl Row<'_> {
    /// The value, or what is wrong with the row, which is the `number`th from 1 on.
    pub(super) fn observation(
        &self,
        number: usize,
        received_at: DateTime<Utc>,
    ) -> Result<Observation, Finding> {
        let wrong =
            |member: &str, detail: String| malformed(format!("row {number}, member {member}: {detail}"));
        let series = self.series().map_err(|detail| wrong("series", detail))?;
        let of_series = |finding: Finding| Finding { series: Some(series.clone()), ..finding };
        let period = self.period().map_err(|detail| of_series(wrong("period", detail)))?;
        let of_period = |finding: Finding| Finding { period: Some(period), ..of_series(finding) };
        let value = self.value().map_err(|detail| of_period(wrong("value", detail)))?;
        let known_at = self.known_at().map_err(|detail| of_period(wrong("known_at", detail)))?;
        Ok(Observation { series, period, value, known_at: known_at.unwrap_or(received_at) })
    }

    fn series(&self) -> Result<SeriesId, String> {
        internal_series(self.series.text()?).map_err(|error| error.to_string())
    }

    fn period(&self) -> Result<NaiveDate, String> {
        let text = self.period.text()?;
        let wrong = || format!("a day must be written like 2026-03-17, got {:?}", parse::excerpt(text));
        parse::iso_day(text).ok_or_else(wrong)
    }

    fn value(&self) -> Result<f64, String> {
        match &self.value {
            Member::Number(value) => Ok(*value),
            Member::Missing => Err("the value is missing".to_owned()),
            Member::Text(text) => {
                Err(format!("a value must be a number like 20.1234, got the text {:?}", parse::excerpt(text)))
            }
            Member::Other(what) => Err(format!("a value must be a number like 20.1234, got {what}")),
        }
    }

    fn known_at(&self) -> Result<Option<DateTime<Utc>>, String> {
        match &self.known_at {
            Member::Missing => Ok(None),
            given => moment(given.text()?).map(Some),
        }
    }
}

impl Member<'_> {
    fn text(&self) -> Result<&str, String> {
        match self {
            Self::Text(text) => Ok(text),
            Self::Missing => Err("it is missing".to_owned()),
            Self::Number(number) => Err(format!("it must be a text, got the number {number}")),
            Self::Other(what) => Err(format!("it must be a text, got {what}")),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Member<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyMember)
    }
}

/// Reads whatever stands there.
struct AnyMember;

impl<'de> Visitor<'de> for AnyMember {
    type Value = Member<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Member::Missing)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Member::Number(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Member::Number(value as f64))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Member::Number(value as f64))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Member::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Member::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Member::Other("true or false"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Member::Other("a list"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Member::Other("an object"))
    }
}
