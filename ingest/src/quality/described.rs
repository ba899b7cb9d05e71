//! What is found where a source describes a series otherwise than the catalogue does.

use crate::catalogue::{Difference, Mismatch};
use crate::feed::finding::{Finding, Rule};

/// The finding on a mismatch. Put beside what a parser found, one of another title, unit or frequency refuses what the
/// batch brings of the series.
pub fn described(mismatch: &Mismatch) -> Finding {
    let rule = match mismatch.what {
        Difference::Title => Rule::TitleChange,
        Difference::Unit => Rule::UnitChange,
        Difference::Frequency => Rule::Frequency,
        Difference::Unanswered | Difference::Gone | Difference::Start => Rule::Missing,
    };
    let Mismatch { series, what, expected, found } = mismatch;
    let detail = format!("{what} must be {expected:?} by the catalogue, the source says {found:?}");
    Finding { rule, series: Some(series.clone()), period: None, detail }
}

#[cfg(test)]
mod tests {
    use super::*;
    use paridad_engine::data::series::SeriesId;

    #[test]
    fn another_title_is_a_finding_that_refuses() {
        let series = SeriesId::try_from("inegi.910392").unwrap();
        let mismatch = Mismatch {
            series: series.clone(),
            what: Difference::Title,
            expected: "Consumidor".to_owned(),
            found: "Productor".to_owned(),
        };
        let finding = described(&mismatch);
        assert_eq!((finding.rule, finding.series), (Rule::TitleChange, Some(series)));
        assert_eq!(
            finding.detail,
            "title must be \"Consumidor\" by the catalogue, the source says \"Productor\""
        );
    }
}
