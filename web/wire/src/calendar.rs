//! The calendar of events that are scheduled.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The answer to `GET /api/v1/calendar`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// The first day that was asked about.
    pub from: NaiveDate,
    /// The last one.
    pub to: NaiveDate,
    /// What is scheduled on these days, or was and is called off, in the order in which it comes.
    pub events: Vec<ScheduledEvent>,
    /// How far the calendar of each kind reaches.
    pub calendars: Vec<EventCalendar>,
}

/// An event that is scheduled, as it is believed now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduledEvent {
    /// The series of its kind.
    pub series: String,
    /// What it is.
    pub name: String,
    /// Its day.
    pub day: NaiveDate,
    /// Its moment, by the hour that holds today.
    pub at: DateTime<Utc>,
    /// Whether it takes place: not if it was called off, or moved to another day.
    pub takes_place: bool,
    /// Since when this is known.
    pub known_at: DateTime<Utc>,
}

/// The calendar of one kind of events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventCalendar {
    /// Its series.
    pub series: String,
    /// What it holds.
    pub name: String,
    /// The last day for which something is scheduled; none where nothing is known.
    pub until: Option<NaiveDate>,
    /// How many days that is from today, less than nothing where it has passed.
    pub days_left: Option<i64>,
    /// Whether somebody should take in a newer one: fewer than sixty days are left, or none is known.
    pub ends_soon: bool,
}

/// The body of `POST /api/v1/calendar`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakeCalendar {
    /// The text of the calendar: CSV with the columns event, day, state, announced and source.
    pub text: String,
    /// Where the text was read, for the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Check, and keep nothing.
    #[serde(default)]
    pub dry_run: bool,
}
