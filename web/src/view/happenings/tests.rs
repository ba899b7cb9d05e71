//! What listeners are told who come late, who come again, and who read slowly.

use super::*;
use std::time::Duration;

fn happenings(kept: usize) -> Happenings {
    Happenings::since(DateTime::from_timestamp_millis(1_795_737_600_000).unwrap(), kept)
}

fn held(waiting: u64) -> Happening {
    Happening::Held { waiting }
}

fn reset(why: ResetReason) -> Happening {
    Happening::Reset { why }
}

/// What is told without waiting.
async fn told(listener: &mut Listener) -> Vec<Happening> {
    let mut told = Vec::new();
    while let Ok(Some(happened)) = tokio::time::timeout(Duration::ZERO, listener.next()).await {
        told.push(happened.what);
    }
    told
}

#[tokio::test]
async fn who_listens_is_told_what_happens_from_then_on_in_order() {
    let happenings = happenings(8);
    happenings.tell(held(1));
    let mut listener = happenings.listen(None);
    assert_eq!(told(&mut listener).await, []);
    happenings.tell(held(2));
    happenings.clone().tell(held(3));
    let first = listener.next().await.unwrap();
    assert_eq!((first.id.as_str(), &first.what), ("1795737600000-0000000002", &held(2)));
    assert_eq!(listener.at(), first.id);
    assert!(listener.next().await.unwrap().id > first.id);
}

#[tokio::test]
async fn who_waits_is_woken() {
    let happenings = happenings(8);
    let mut listener = happenings.listen(None);
    let waiting = tokio::spawn(async move { listener.next().await });
    tokio::task::yield_now().await;
    happenings.tell(held(7));
    assert_eq!(waiting.await.unwrap().unwrap().what, held(7));
}

#[tokio::test]
async fn who_comes_again_misses_nothing_that_is_kept() {
    let happenings = happenings(3);
    let mut listener = happenings.listen(None);
    happenings.tell(held(1));
    let id = listener.next().await.unwrap().id;
    drop(listener);
    for waiting in 2..=4 {
        happenings.tell(held(waiting));
    }
    assert_eq!(told(&mut happenings.listen(Some(&id))).await, [held(2), held(3), held(4)]);
    happenings.tell(held(5));
    let mut late = happenings.listen(Some(&id));
    assert_eq!(told(&mut late).await, [reset(ResetReason::Forgotten)]);
    happenings.tell(held(6));
    assert_eq!(told(&mut late).await, [held(6)]);
}

#[tokio::test]
async fn who_was_told_by_an_earlier_run_or_by_nobody_is_told_so_once() {
    let happenings = happenings(3);
    happenings.tell(held(1));
    for (id, why) in [
        ("1795737599999-0000000001", ResetReason::Restarted),
        ("1795737600000-0000000002", ResetReason::Unknown),
        ("", ResetReason::Unknown),
        ("-", ResetReason::Unknown),
        ("1795737600000-18446744073709551616", ResetReason::Unknown),
        ("día", ResetReason::Unknown),
    ] {
        let mut listener = happenings.listen(Some(id));
        let first = listener.next().await.unwrap();
        assert_eq!((first.what, first.id.as_str()), (reset(why), "1795737600000-0000000001"), "{id}");
        assert_eq!(told(&mut listener).await, [], "{id}");
    }
}

#[tokio::test]
async fn who_reads_slowly_is_told_that_he_has_missed_something_and_costs_no_memory() {
    let happenings = happenings(3);
    let mut slow = happenings.listen(None);
    for waiting in 0..1_000 {
        happenings.tell(held(waiting));
    }
    assert_eq!(happenings.lock().recent.len(), 3);
    assert_eq!(told(&mut slow).await, [reset(ResetReason::Forgotten)]);
    happenings.tell(held(1_000));
    assert_eq!(told(&mut slow).await, [held(1_000)]);
}

#[tokio::test]
async fn how_something_stands_is_told_when_it_changes() {
    let happenings = happenings(8);
    let mut listener = happenings.listen(None);
    let stale = |late_days| Happening::Stale { late_days, stale: late_days > 1 };
    for what in [held(0), stale(0), held(0), held(2), stale(0), held(2), held(0), stale(2)] {
        happenings.tell_standing(what);
    }
    assert_eq!(told(&mut listener).await, [held(0), stale(0), held(2), held(0), stale(2)]);
}

#[tokio::test]
async fn an_alarm_of_drift_is_told_once_whatever_is_shown_in_between() {
    let happenings = happenings(8);
    let mut listener = happenings.listen(None);
    let days = ["2026-11-02", "2026-11-03", "2026-11-20"].map(|day| day.parse::<NaiveDate>().unwrap());
    for shown in [1, 2, 1, 2, 3, 0, 3] {
        happenings.tell_drift(days[..shown].iter().copied(), Utc::now());
    }
    let alarm = |day| Happening::Alarm { matter: "drift".to_owned(), raised: true, day: Some(day) };
    assert_eq!(told(&mut listener).await, [alarm(days[1]), alarm(days[2])]);
}

#[tokio::test]
async fn when_nothing_more_will_happen_all_who_wait_are_released_and_nobody_waits_again() {
    let happenings = happenings(8);
    let mut listener = happenings.listen(None);
    let waiting = tokio::spawn(async move { listener.next().await });
    tokio::task::yield_now().await;
    happenings.end();
    assert_eq!(waiting.await.unwrap(), None);
    happenings.tell(held(1));
    assert_eq!(happenings.listen(None).next().await, None);
}
