//! The episodes that have a name.

use chrono::NaiveDate;

/// A stretch of the past that people remember.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    pub(super) id: &'static str,
    /// Its name in Spanish and in English.
    pub(super) names: (&'static str, &'static str),
    first: (i32, u32, u32),
    last: (i32, u32, u32),
}

impl Named {
    /// Its first and its last day.
    pub(super) fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let day = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day);
        day(self.first).zip(day(self.last))
    }
}

/// By their days.
pub(super) const NAMED: [Named; 3] = [
    Named {
        id: "2008",
        names: ("Crisis financiera de 2008", "Financial crisis of 2008"),
        first: (2008, 9, 1),
        last: (2008, 12, 31),
    },
    // The vote was counted after the rates of the eighth of November.
    Named {
        id: "2016",
        names: ("Elección de 2016 en Estados Unidos", "United States election of 2016"),
        first: (2016, 11, 9),
        last: (2017, 1, 31),
    },
    Named {
        id: "2020",
        names: ("Comienzo de la pandemia, 2020", "Outbreak of the pandemic, 2020"),
        first: (2020, 2, 20),
        last: (2020, 3, 24),
    },
];
