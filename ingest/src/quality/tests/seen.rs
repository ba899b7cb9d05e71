//! What of the past the rules see: all that they judge by, and what was taken out of history.

use super::*;

/// A past of which one series cannot be read, and one value was taken out of history.
#[derive(Debug, Default)]
struct Damaged {
    unread: Option<&'static str>,
    taken_out: Option<Observation>,
}

impl Damaged {
    fn see(&self, series: &SeriesId) -> Result<(), PastError> {
        match self.unread {
            Some(unread) if series.as_str() == unread => {
                Err(PastError { series: series.clone(), source: "a flipped bit".into() })
            }
            _ => Ok(()),
        }
    }
}

impl Past for Damaged {
    fn within(&self, series: &SeriesId, _: RangeInclusive<NaiveDate>) -> Result<Values, PastError> {
        self.see(series).map(|()| Values::new())
    }

    fn before(&self, series: &SeriesId, _: NaiveDate, _: usize) -> Result<Values, PastError> {
        self.see(series).map(|()| Values::new())
    }

    fn taken_out(&self, value: &Observation) -> Result<Option<u64>, PastError> {
        Ok(self.taken_out.as_ref().filter(|taken| *taken == value).map(|_| 7))
    }

    fn role(&self, _: &SeriesId) -> Option<Role> {
        None
    }
}

fn check_with(past: &Damaged, batch: Vec<Observation>) -> Result<Checked, PastError> {
    let parsed = Parsed { observations: batch.clone(), findings: Vec::new() };
    check(&parsed, batch, past, at("2026-03-20T18:00:00Z"))
}

#[test]
fn a_past_that_cannot_be_read_lets_nothing_in() {
    let batch = || vec![observation(MXN, "2026-03-18", 20.2), observation(FIX, "2026-03-18", 17.5)];
    assert_eq!(check_with(&Damaged::default(), batch()).unwrap().admitted.len(), 2);
    // The FIX is compared with the dollar of the ECB, which did not come with it.
    for unread in [MXN, FIX, "ecb.eur.usd"] {
        let past = Damaged { unread: Some(unread), taken_out: None };
        let error = check_with(&past, batch()).unwrap_err();
        assert_eq!(error.to_string(), format!("what is known of {unread} cannot be read"));
    }
}

#[test]
fn what_was_taken_out_of_history_and_comes_again_is_held_and_another_value_is_not() {
    let taken = observation(MXN, "2026-03-18", 20.2);
    let past = Damaged { unread: None, taken_out: Some(taken.clone()) };
    let checked = check_with(&past, vec![taken.clone()]).unwrap();
    assert_eq!(held_rules(&checked), [Rule::TakenOut]);
    assert_eq!(checked.held[0].finding.detail, "20.2 was taken out of history with batch 7");
    assert_eq!(check_with(&past, vec![Observation { value: 20.3, ..taken }]).unwrap().admitted.len(), 1);
}
