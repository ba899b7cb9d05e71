//! Query parameters, read one by one, so that each error names its parameter and what is allowed.

use crate::answer::{DEFAULT_HORIZON, Maturity};
use crate::problem::Trouble;
use axum::http::Uri;
use chrono::NaiveDate;
use paridad_engine::level::Level;
use std::collections::BTreeMap;
use std::str::FromStr;

/// The parameters of a request.
#[derive(Debug)]
pub(super) struct Query(BTreeMap<String, String>);

impl Query {
    /// Reads the parameters of a request that understands those in `allowed`.
    pub(super) fn of(uri: &Uri, allowed: &'static [&'static str]) -> Result<Self, Trouble> {
        let query = axum::extract::Query::<BTreeMap<String, String>>::try_from_uri(uri)
            .map_err(|_| Trouble::Unreadable { name: "?", value: String::new(), wanted: "name=value&…" })?;
        match query.keys().find(|name| !allowed.contains(&name.as_str())) {
            Some(name) => Err(Trouble::UnknownParameter { name: name.clone(), allowed }),
            None => Ok(Self(query.0)),
        }
    }

    /// The text of a parameter.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The value of a parameter.
    pub(super) fn value<T: FromStr>(
        &self,
        name: &'static str,
        wanted: &'static str,
    ) -> Result<Option<T>, Trouble> {
        let unreadable =
            |value: &str| Trouble::Unreadable { name, value: value.chars().take(80).collect(), wanted };
        self.text(name).map(|value| value.parse().map_err(|_| unreadable(value))).transpose()
    }

    /// The day that is asked about: `horizon` or `date`, and a month where neither is given.
    pub(super) fn maturity(&self) -> Result<Maturity, Trouble> {
        let days: Option<u16> = self.value("horizon", "1…252")?;
        let day: Option<NaiveDate> = self.value("date", "AAAA-MM-DD / YYYY-MM-DD")?;
        match (days, day) {
            (Some(_), Some(_)) => Err(Trouble::Together("horizon", "date")),
            (None, Some(day)) => Ok(Maturity::Day(day)),
            (days, None) => Ok(Maturity::Days(days.unwrap_or(DEFAULT_HORIZON))),
        }
    }

    /// The levels that are asked for, in `quantiles`.
    pub(super) fn levels(&self) -> Result<Vec<Level>, Trouble> {
        let Some(text) = self.text("quantiles") else { return Ok(Vec::new()) };
        let unreadable = |value: &str| Trouble::Unreadable {
            name: "quantiles",
            value: value.to_owned(),
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
