//! A push that brings more than one may.

/// What is counted of a push.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Counted {
    /// All its values.
    Rows,
    /// The series of which the archive has nothing.
    NewSeries,
    /// The values that would be held.
    Held,
}

/// A push that brings too much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("one push may have at most {most} {}, got {got}", of.in_words().1)]
pub(crate) struct TooMuch {
    /// Of what.
    pub(crate) of: Counted,
    /// How many came.
    pub(crate) got: usize,
    /// How many may.
    pub(crate) most: usize,
}

impl Counted {
    /// What it is called, in Spanish and in English.
    pub(crate) fn in_words(self) -> (&'static str, &'static str) {
        match self {
            Self::Rows => ("filas", "rows"),
            Self::NewSeries => ("series nuevas", "new series"),
            Self::Held => ("valores que se retendrían", "values that would be held"),
        }
    }

    /// How a program tells that too many came.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Rows => "too-many-rows",
            Self::NewSeries => "too-many-new-series",
            Self::Held => "too-many-held",
        }
    }
}
