//! Refits as part of the timeline: when they are answered, and whether at all.

use super::*;
use crate::experts::location::{LocationExpert, LocationKind, elastic_net};
use crate::experts::spread::{SpreadExpert, SpreadKind};
use crate::judging::recent_rows::{BLOCK, RECENT_ROWS, Seen};
use crate::maths::parameter::NoParameters;

#[test]
fn an_origin_waits_for_its_refits_and_when_they_came_changes_no_bit() {
    let days = synthetic(400, 6);
    let mut at_once = fresh();
    let mut late = fresh();
    let mut waited = 0;
    for batch in &days {
        at_once.tell(&Event::Observed(batch.clone()));
        late.apply(&Event::Observed(batch.clone()));
        if late.is_waiting() {
            waited += 1;
            assert!(late.apply(&Event::Observed(Vec::new())).is_empty(), "nothing is learned meanwhile");
        }
        // Three days late, and in the opposite order.
        if waited == 3 {
            waited = 0;
            let mut jobs = late.jobs();
            jobs.reverse();
            for (request, job) in jobs {
                late.apply(&Event::Fitted { request, fitted: answer(&job) });
            }
        }
    }
    late.tell(&Event::Observed(Vec::new()));
    assert!(at_once.garch.gjr().is_some(), "a refit has been");
    assert_eq!(encode(&late).digest(), encode(&at_once).digest());
}

#[test]
fn what_was_not_asked_for_changes_nothing() {
    let mut forecaster = fresh();
    for batch in synthetic(400, 7) {
        forecaster.tell(&Event::Observed(batch));
        if !forecaster.jobs().is_empty() {
            break;
        }
    }
    let (request, job) = forecaster.jobs().swap_remove(0);
    let before = forecaster.clone();
    let fitted = answer(&job);
    let other = Request { job: [0; 32], ..request };
    forecaster.apply(&Event::Fitted { request: other, fitted: fitted.clone() });
    assert!(forecaster == before);
    forecaster.apply(&Event::Fitted { request, fitted });
    assert!(forecaster != before);
}

/// A forecaster of little but a net, which is cut for every so many origins.
fn netted(every: u16) -> Forecaster {
    let mut recipe = Recipe::ecb_cross("mxn").unwrap();
    let net = LocationKind::ElasticNet(elastic_net::Parameters { penalty: 0.1, l1_ratio: 0.5 });
    recipe.location =
        [LocationKind::Walk(NoParameters), net].map(|kind| LocationExpert { kind, weight: 0.5 }).to_vec();
    recipe.spread = vec![SpreadExpert { kind: SpreadKind::Walk(NoParameters), weight: 1.0 }];
    recipe.refits.every = every;
    Forecaster::new(recipe)
}

#[test]
fn what_a_cut_asks_for_stays_the_same_while_old_rows_go() {
    // The window is drained between this cut and the origin that waits for it.
    let every = u16::try_from(RECENT_ROWS + BLOCK - 4).unwrap() / 4;
    let cut = u64::from(every) * 4;
    let mut forecaster = netted(every);
    let drained = (RECENT_ROWS + BLOCK) as u64;
    assert!(cut < drained && drained < cut + u64::from(forecaster.recipe.refits.lag), "{cut}");
    let mut asked = Vec::new();
    for batch in synthetic(RECENT_ROWS + 3 * BLOCK, 12) {
        match forecaster.recent_rows.count() {
            count if count < cut => drop(forecaster.tell(&Event::Observed(batch))),
            count if count < cut + u64::from(forecaster.recipe.refits.lag) - 1 => {
                forecaster.apply(&Event::Observed(batch));
                let jobs = forecaster.jobs();
                assert!(
                    jobs.iter().all(|(request, job)| job.digest() == request.job),
                    "after {count} origins"
                );
                asked.push(jobs);
            }
            _ => break,
        }
    }
    assert!(asked.len() > 2 && !asked[0].is_empty() && asked.windows(2).all(|pair| pair[0] == pair[1]));
    forecaster.tell(&Event::Observed(Vec::new()));
    let rows = forecaster.recent_rows.numbered().count();
    assert!(rows >= RECENT_ROWS + BLOCK, "{rows} are kept until the answers are in");
}

#[test]
fn an_answer_to_another_input_is_refused() {
    let mut forecaster = netted(300);
    let mut days = synthetic(330, 13).into_iter();
    while forecaster.jobs().is_empty() {
        forecaster.apply(&Event::Observed(days.next().unwrap()));
    }
    let (request, _) = forecaster.jobs().swap_remove(0);
    let fitted = Fitted::Linear(Linear { base: 0.0, weights: vec![0.0; forecaster.recipe.features.len()] });
    let mut damaged = forecaster.clone();
    let last = forecaster.recent_rows.numbered().last().unwrap().1.clone();
    damaged.recent_rows.pop();
    damaged.recent_rows.push(Seen { log_spot: last.log_spot + 1.0, ..last }, u64::MAX);
    let before = damaged.clone();
    damaged.apply(&Event::Fitted { request, fitted: fitted.clone() });
    assert!(damaged == before);
    forecaster.apply(&Event::Fitted { request, fitted });
    assert_eq!(forecaster.jobs().len() + 1, before.jobs().len());
}

#[test]
fn a_refit_that_failed_keeps_what_was_fitted_before() {
    let mut forecaster = fresh();
    let mut days = synthetic(400, 14).into_iter();
    for batch in days.by_ref().take(330) {
        forecaster.tell(&Event::Observed(batch));
    }
    let kept = forecaster.garch.gjr();
    assert!(kept.is_some());
    let mut failed = 0;
    for batch in days {
        let before = forecaster.recent_rows.count();
        let refit: Refit<'_> = &mut |jobs| {
            failed += jobs.len();
            jobs.into_iter().map(|(request, _)| (request, None)).collect()
        };
        forecaster.replay(&Event::Observed(batch), refit);
        assert!(forecaster.recent_rows.count() >= before && !forecaster.is_waiting());
    }
    assert!(failed > 0);
    assert_eq!(forecaster.garch.gjr(), kept);
    let again = forecaster.clone();
    let request = Request { cut: 1, part: crate::forecaster::refits::Refitted::Garch, job: [0; 32] };
    forecaster.apply(&Event::Unfitted { request });
    assert!(forecaster == again, "what was not asked for changes nothing");
}
