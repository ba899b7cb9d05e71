//! Query parameters, read one by one, so that each error names its parameter and what is allowed.

use super::{DEFAULT_HORIZON, Maturity, language};
use crate::problem::Trouble;
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequestParts, OriginalUri, Path};
use axum::http::Uri;
use axum::http::request::Parts;
use axum::response::Response;
use chrono::NaiveDate;
use paridad_engine::maths::level::Level;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// The parameters of a request.
#[derive(Debug)]
pub(crate) struct Query(BTreeMap<String, String>);

/// A request that says all in its path and its body.
#[derive(Debug)]
pub(crate) struct NoQuery;

/// A number in a path, if it is one.
pub(crate) type Number = Result<Path<u64>, PathRejection>;

impl<S: Sync> FromRequestParts<S> for NoQuery {
    type Rejection = Response;

    /// A parameter that has no meaning is a mistake of the caller's, who would not notice that it has none.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |OriginalUri(uri)| uri);
        let refuse = |trouble: Trouble| trouble.respond(uri.path(), language(&parts.headers));
        Query::of(uri, &[]).map(|_| Self).map_err(refuse)
    }
}

impl Query {
    /// Reads the parameters of a request that understands those in `allowed`.
    pub(crate) fn of(uri: &Uri, allowed: &'static [&'static str]) -> Result<Self, Trouble> {
        let axum::extract::Query(pairs) = axum::extract::Query::<Vec<(String, String)>>::try_from_uri(uri)
            .map_err(|_| Trouble::Unreadable { name: "?", value: String::new(), wanted: "name=value&…" })?;
        let mut query = BTreeMap::new();
        for (name, value) in pairs {
            if !allowed.contains(&name.as_str()) {
                return Err(Trouble::UnknownParameter { name: shortened(&name), allowed });
            }
            if query.insert(name.clone(), value).is_some() {
                return Err(Trouble::Repeated(name));
            }
        }
        Ok(Self(query))
    }

    /// The text of a parameter.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The value of a parameter.
    pub(crate) fn value<T: FromStr>(
        &self,
        name: &'static str,
        wanted: &'static str,
    ) -> Result<Option<T>, Trouble> {
        let unreadable = |value: &str| Trouble::Unreadable { name, value: shortened(value), wanted };
        self.text(name).map(|value| value.parse().map_err(|_| unreadable(value))).transpose()
    }

    /// That the value of a parameter is not what it may be.
    pub(crate) fn unreadable(&self, name: &'static str, wanted: &'static str) -> Trouble {
        Trouble::Unreadable { name, value: shortened(self.text(name).unwrap_or_default()), wanted }
    }

    /// How many entries of a list are asked for.
    pub(crate) fn limit(&self, otherwise: u16) -> Result<usize, Trouble> {
        Ok(self.between("limit", 1..=1000, "1…1000")?.unwrap_or(otherwise.into()))
    }

    /// A whole number within bounds, which `wanted` names.
    pub(crate) fn between(
        &self,
        name: &'static str,
        bounds: RangeInclusive<usize>,
        wanted: &'static str,
    ) -> Result<Option<usize>, Trouble> {
        match self.value(name, wanted)? {
            Some(number) if !bounds.contains(&number) => {
                Err(Trouble::Unreadable { name, value: number.to_string(), wanted })
            }
            number => Ok(number),
        }
    }

    /// The day that is asked about: `horizon` or `date`, and a month where neither is given.
    pub(crate) fn maturity(&self) -> Result<Maturity, Trouble> {
        self.maturity_or(DEFAULT_HORIZON)
    }

    /// The same, with another horizon where neither is given.
    pub(crate) fn maturity_or(&self, otherwise: u16) -> Result<Maturity, Trouble> {
        let days: Option<u16> = self.value("horizon", "1…1260")?;
        let day: Option<NaiveDate> = self.value("date", "AAAA-MM-DD / YYYY-MM-DD")?;
        match (days, day) {
            (Some(_), Some(_)) => Err(Trouble::Together("horizon", "date")),
            (None, Some(day)) => Ok(Maturity::Day(day)),
            (days, None) => Ok(Maturity::Days(days.unwrap_or(otherwise))),
        }
    }

    /// The levels that are asked for, in `quantiles`.
    pub(crate) fn levels(&self) -> Result<Vec<Level>, Trouble> {
        let Some(text) = self.text("quantiles") else { return Ok(Vec::new()) };
        let unreadable = |value: &str| Trouble::Unreadable {
            name: "quantiles",
            value: shortened(value),
            wanted: "0.05,0.5,0.95",
        };
        text.split(',')
            .map(|level| {
                let level = level.trim();
                let number: f64 = level.parse().map_err(|_| unreadable(level))?;
                Ok(Level::try_from(number)?)
            })
            .collect()
    }
}

/// As much of a caller's text as is repeated to him.
fn shortened(text: &str) -> String {
    text.chars().take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str) -> Result<Query, Trouble> {
        Query::of(&format!("/x?{text}").parse().unwrap(), &["horizon", "limit"])
    }

    #[test]
    fn a_parameter_is_known_and_given_once() {
        assert!(query("horizon=5&limit=2").is_ok());
        assert!(matches!(query("horizon=5&horizon=7"), Err(Trouble::Repeated(_))));
        assert!(matches!(query("horizons=5"), Err(Trouble::UnknownParameter { .. })));
    }

    #[test]
    fn a_limit_is_refused_rather_than_clamped() {
        let limit = |text| query(text).and_then(|query| query.limit(20));
        assert_eq!(limit("").unwrap(), 20);
        assert_eq!(limit("limit=1000").unwrap(), 1000);
        for text in ["limit=0", "limit=1001", "limit=99999", "limit=-1", "limit="] {
            assert!(matches!(limit(text), Err(Trouble::Unreadable { name: "limit", .. })), "{text}");
        }
    }
}
