//! Expectations and verdicts in words, for a finding.

use super::{Expectation, Verdict};
use std::fmt;

/// How it is written down, on one line.
impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

/// What was found instead.
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { observed, cells, nulls, unexpected, rows, .. } = self;
        if let Some(observed) = observed {
            return write!(f, "found {observed}");
        }
        let Some(first) = rows.first() else { return f.write_str("found otherwise") };
        write!(f, "{unexpected} of {} cells are otherwise, the first in row {}", cells - nulls, first + 1)
    }
}
