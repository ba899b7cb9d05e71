//! The names that ids are put together from.

/// The names that ids are put together from, each with its word in an id.
#[derive(Debug)]
pub(crate) struct Names {
    /// What features are of.
    pub(crate) subjects: &'static [(&'static str, &'static str)],
    /// Kinds of features. Braces hold the days that they look back and the rate they are of.
    pub(crate) kinds: &'static [(&'static str, &'static str)],
    /// The marks of the calendar, by what follows `calendar.`.
    pub(crate) marks: &'static [(&'static str, &'static str)],
    /// Drivers, by their whole names.
    pub(crate) drivers: &'static [(&'static str, &'static str)],
    /// Series, by their ids.
    pub(crate) series: &'static [(&'static str, &'static str)],
    /// Rules that data can break, each with what it means.
    pub(crate) rules: &'static [(&'static str, &'static str, &'static str)],
    /// Sources, by their names.
    pub(crate) sources: &'static [(&'static str, &'static str)],
    /// Events that come, with their days, by the ids of their calendars.
    pub(crate) coming: &'static [(&'static str, &'static str)],
    /// What was done, by its word in the trail.
    pub(crate) deeds: &'static [(&'static str, &'static str)],
    /// One day.
    pub(crate) day: &'static str,
    /// Several days.
    pub(crate) days: &'static str,
    /// What stands after a volatility.
    pub(crate) a_year: &'static str,
    /// What stands after percentage points.
    pub(crate) points: &'static str,
    /// What stands after a share of the usual.
    pub(crate) of_month: &'static str,
    /// What stands after a factor.
    pub(crate) times: &'static str,
}
