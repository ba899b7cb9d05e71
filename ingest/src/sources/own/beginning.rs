//! From when on a source is asked that nothing is known of.

use chrono::NaiveDate;

/// The first day that is asked for where nothing is known.
pub const BEGINNING: NaiveDate = NaiveDate::from_ymd_opt(1900, 1, 1).expect("it is a day");
