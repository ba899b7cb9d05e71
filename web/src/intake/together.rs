//! What several runs of one source brought, together.

use paridad_wire::Pulled;

/// The sum of what runs brought, one after the other; none of none.
pub(crate) fn together(runs: impl IntoIterator<Item = Pulled>) -> Option<Pulled> {
    runs.into_iter().reduce(|sum, next| Pulled {
        observed: sum.observed + next.observed,
        known: sum.known + next.known,
        held: sum.held + next.held,
        learned: sum.learned + next.learned,
        findings: [sum.findings, next.findings].concat(),
        ..next
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_added_and_the_last_run_says_what_is_known() {
        let run = |observed, version| Pulled {
            source: "drop".to_owned(),
            observed,
            known: 1,
            held: 2,
            learned: 3,
            last_day: chrono::NaiveDate::MIN,
            version,
            findings: vec![version.to_string()],
        };
        let sum = together([run(10, 4), run(20, 5)]).unwrap();
        assert_eq!((sum.observed, sum.known, sum.held, sum.learned, sum.version), (30, 2, 4, 6, 5));
        assert_eq!(sum.findings, ["4", "5"]);
        assert!(together([]).is_none());
    }
}
