//! Tests of the quota: no window sees too much, and no crash or clock undoes the count.

use super::*;
use chrono::TimeDelta;
use proptest::prelude::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn spend(quota: &Quota, kind: Kind, now: DateTime<Utc>) -> Result<(), Wait> {
    quota.spend(kind, now).unwrap()
}

/// Sends as fast as the count allows, `count` requests from `now` on, and says when they went.
fn send_all(ledger: &mut Ledger, kind: Kind, mut now: DateTime<Utc>, count: usize) -> Vec<DateTime<Utc>> {
    let mut sent = Vec::new();
    while sent.len() < count {
        match ledger.spend(kind, now) {
            Ok(()) => sent.push(now),
            Err(wait) => {
                assert!(wait.until > now, "a wait must end later than it begins");
                now = wait.until;
            }
        }
    }
    sent
}

#[test]
fn the_window_slides_and_the_kinds_are_apart() {
    let quota = Quota::in_memory();
    let start = at("2026-10-05T20:00:00Z");
    for second in 0..200 {
        assert_eq!(spend(&quota, Kind::Historical, start + TimeDelta::seconds(second)), Ok(()));
    }
    let now = start + TimeDelta::seconds(200);
    let until = start + TimeDelta::seconds(310);
    assert_eq!(spend(&quota, Kind::Historical, now), Err(Wait { until }));
    assert_eq!(spend(&quota, Kind::Latest, now), Ok(()));
    assert!(spend(&quota, Kind::Historical, until - TimeDelta::milliseconds(1)).is_err());
    assert_eq!(spend(&quota, Kind::Historical, until), Ok(()));
    assert_eq!(spend(&quota, Kind::Historical, until), Err(Wait { until: until + TimeDelta::seconds(1) }));
}

#[test]
fn a_day_ends_at_midnight_in_mexico_city() {
    let mut ledger = Ledger::default();
    // 10,000 requests take more than four hours.
    let sent = send_all(&mut ledger, Kind::Historical, at("2026-10-05T06:00:00Z"), 10_000);
    let last = *sent.last().unwrap();
    assert_eq!(last, at("2026-10-05T10:13:10Z"));
    let later = last + TimeDelta::minutes(10);
    assert_eq!(ledger.spend(Kind::Historical, later), Err(Wait { until: at("2026-10-06T06:00:10Z") }));
    assert!(ledger.spend(Kind::Historical, at("2026-10-06T05:59:59Z")).is_err());
    assert_eq!(ledger.spend(Kind::Historical, at("2026-10-06T06:00:10Z")), Ok(()));
}

#[test]
fn in_the_years_of_summer_time_midnight_was_an_hour_earlier() {
    let mut ledger = Ledger::default();
    send_all(&mut ledger, Kind::Historical, at("2021-07-01T05:00:00Z"), 10_000);
    let wait = ledger.spend(Kind::Historical, at("2021-07-01T23:00:00Z"));
    assert_eq!(wait, Err(Wait { until: at("2021-07-02T05:00:10Z") }));
}

#[test]
fn a_request_that_may_arrive_after_midnight_counts_for_both_days() {
    let mut ledger = Ledger::default();
    for _ in 0..7 {
        ledger.spend(Kind::Historical, at("2026-10-06T05:59:55Z")).unwrap();
    }
    let sent = send_all(&mut ledger, Kind::Historical, at("2026-10-06T06:00:00Z"), 9_993);
    assert!(*sent.last().unwrap() < at("2026-10-06T12:00:00Z"));
    assert_eq!(
        ledger.spend(Kind::Historical, at("2026-10-06T20:00:00Z")),
        Err(Wait { until: at("2026-10-07T06:00:10Z") })
    );
}

#[test]
fn a_clock_that_is_put_back_frees_nothing_and_blocks_nothing_for_ever() {
    let mut ledger = Ledger::default();
    for _ in 0..200 {
        ledger.spend(Kind::Historical, at("2027-10-05T20:00:00Z")).unwrap();
    }
    let now = at("2026-10-05T20:00:00Z");
    assert_eq!(ledger.spend(Kind::Historical, now), Err(Wait { until: now + TimeDelta::seconds(310) }));
    assert_eq!(ledger.spend(Kind::Historical, now + TimeDelta::seconds(310)), Ok(()));
}

#[test]
fn what_the_source_has_refused_stays_refused() {
    let quota = Quota::in_memory();
    let now = at("2026-10-05T20:00:00Z");
    let until = now + TimeDelta::seconds(54);
    quota.block(Kind::Latest, until).unwrap();
    let wait = spend(&quota, Kind::Latest, now).unwrap_err();
    assert_eq!(wait.until, until + TimeDelta::milliseconds(1));
    assert_eq!(wait.to_string(), "the quota is used up until 2026-10-05 20:00:54.001 UTC");
    assert_eq!(spend(&quota, Kind::Historical, now), Ok(()));
    assert_eq!(spend(&quota, Kind::Latest, wait.until), Ok(()));
}

#[test]
fn the_count_is_on_the_disk_before_the_request_is_allowed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("banxico.json");
    let now = at("2026-10-05T20:00:00Z");
    for _ in 0..80 {
        // Opened anew each time, as after a crash just behind the request.
        assert_eq!(spend(&Quota::open(&path).unwrap(), Kind::Latest, now), Ok(()));
    }
    assert!(spend(&Quota::open(&path).unwrap(), Kind::Latest, now).is_err());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "the count and its lock");
}

#[test]
fn those_who_share_a_count_cannot_exceed_it_together() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("banxico.json");
    let now = at("2026-10-05T20:00:00Z");
    let send_thirty = || {
        let quota = Quota::open(&path).unwrap();
        (0..30).filter(|_| spend(&quota, Kind::Latest, now).is_ok()).count()
    };
    let sent: usize = std::thread::scope(|scope| {
        let senders = [(); 4].map(|()| scope.spawn(send_thirty));
        senders.map(|sender| sender.join().unwrap()).iter().sum()
    });
    assert_eq!(sent, 80);
}

#[test]
fn the_file_stays_small() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("banxico.json");
    let mut ledger = Ledger::default();
    for kind in [Kind::Historical, Kind::Latest] {
        send_all(&mut ledger, kind, at("2026-10-05T20:00:00Z"), 5_000);
    }
    write(&path, &ledger).unwrap();
    let length = std::fs::metadata(&path).unwrap().len();
    assert!(length < 5_000, "the file has {length} bytes");
}

#[test]
fn a_count_that_cannot_be_kept_allows_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("no-such-folder").join("banxico.json");
    let quota = Quota::open(&path).unwrap();
    for _ in 0..2 {
        let error = quota.spend(Kind::Latest, at("2026-10-05T20:00:00Z")).unwrap_err();
        assert!(matches!(error, QuotaError::File { .. }), "{error}");
    }
    let path = folder.path().join("other.json");
    std::fs::write(&path, "{\"something\":1}").unwrap();
    let error = Quota::open(&path).unwrap_err();
    assert!(error.to_string().ends_with("other.json holds no count of requests"), "{error}");
}

/// The most of the sorted `times_ms` that fall into one span of `length_ms`, wherever it begins.
fn most_within(times_ms: &[i64], length_ms: i64) -> usize {
    let from =
        |first: &i64| times_ms.iter().filter(|time| (*first..first + length_ms).contains(*time)).count();
    times_ms.iter().map(from).max().unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// However requests are spaced and however long they travel, no window of the source holds too many.
    #[test]
    fn no_window_sees_more_than_its_limit(
        steps_ms in prop::collection::vec((0_i64..4_000, 0_i64..10_000), 300..900),
        start_ms in 1_790_000_000_000_i64..1_800_000_000_000,
        is_latest in any::<bool>(),
    ) {
        let (kind, length_ms, limit) =
            if is_latest { (Kind::Latest, 60_000, 80) } else { (Kind::Historical, 300_000, 200) };
        let mut ledger = Ledger::default();
        let mut now_ms = start_ms;
        let mut arrived_ms = Vec::new();
        for (pause_ms, travel_ms) in steps_ms {
            // Mostly in bursts, which are what fills a window.
            now_ms += if pause_ms > 3_500 { pause_ms } else { pause_ms / 100 };
            match ledger.spend(kind, DateTime::from_timestamp_millis(now_ms).unwrap()) {
                Ok(()) => arrived_ms.push(now_ms + travel_ms),
                Err(wait) => now_ms = wait.until.timestamp_millis(),
            }
        }
        arrived_ms.sort_unstable();
        prop_assert!(most_within(&arrived_ms, length_ms) <= limit);
        prop_assert!(arrived_ms.len() >= limit, "the count must also let requests through");
    }
}
