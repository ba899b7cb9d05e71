//! Days in the compact form of snapshots and events: the number of days since 1970-01-01.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

const EPOCH: NaiveDate = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap();

/// The number of days from 1970-01-01 to `day`.
#[expect(clippy::cast_possible_truncation, reason = "chrono's days span less than 2^28")]
pub fn number(day: NaiveDate) -> i32 {
    day.signed_duration_since(EPOCH).num_days() as i32
}

/// The day `number` days after 1970-01-01, if the calendar reaches that far.
pub fn from_number(number: i32) -> Option<NaiveDate> {
    let days = Days::new(u64::from(number.unsigned_abs()));
    if number < 0 { EPOCH.checked_sub_days(days) } else { EPOCH.checked_add_days(days) }
}

/// A day written as `2026-10-30`. The page reads its days by it, too: a reader of all formats would be an eightieth of it.
pub fn parse(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Serde's writing half.
pub fn serialize<S: Serializer>(day: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    number(*day).serialize(serializer)
}

/// Serde's reading half.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let number = i32::deserialize(deserializer)?;
    from_number(number).ok_or_else(|| D::Error::custom(format!("day number {number} is out of range")))
}

/// The same for a day that may be missing.
pub mod perhaps {
    use super::{NaiveDate, from_number, number};
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// Serde's writing half.
    pub fn serialize<S: Serializer>(day: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
        day.map(number).serialize(serializer)
    }

    /// Serde's reading half.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
        let Some(number) = Option::<i32>::deserialize(deserializer)? else { return Ok(None) };
        let out_of_range = || D::Error::custom(format!("day number {number} is out of range"));
        from_number(number).map(Some).ok_or_else(out_of_range)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_its_number_are_inverse() {
        for n in [-20_000, -1, 0, 1, 20_777] {
            assert_eq!(from_number(n).map(number), Some(n));
        }
        assert_eq!(parse("2026-10-30"), from_number(20_756));
        assert_eq!(["2026-02-30", "2026-10", "x-y-z", ""].map(parse), [None; 4]);
    }
}
