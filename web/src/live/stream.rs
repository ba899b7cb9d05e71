//! The stream itself: what a listener is told, as server-sent events.

use crate::view::happenings::Listener;
use axum::response::sse::Event;
use futures_util::Stream;
use futures_util::stream::unfold;
use paridad_wire::{Happened, Happening};
use std::time::Duration;
use tokio::sync::OwnedSemaphorePermit;

/// How long a browser waits before it comes again.
const RETRY: Duration = Duration::from_secs(3);

/// Who is told, and his place among those who may be.
struct Told {
    listener: Listener,
    _place: OwnedSemaphorePermit,
    has_begun: bool,
}

/// What a listener is told, until nothing more will happen. It begins with the id that he is at, without data: whoever loses the stream
/// before anything happens can say from where on he has missed something.
pub(super) fn stream(
    listener: Listener,
    place: OwnedSemaphorePermit,
) -> impl Stream<Item = Result<Event, axum::Error>> {
    unfold(Told { listener, _place: place, has_begun: false }, async |mut told| {
        if !told.has_begun {
            told.has_begun = true;
            let beginning = Event::default().id(told.listener.at()).retry(RETRY);
            return Some((Ok(beginning), told));
        }
        let happened = told.listener.next().await?;
        Some((event(&happened), told))
    })
}

fn event(happened: &Happened) -> Result<Event, axum::Error> {
    Event::default().id(&happened.id).event(name(&happened.what)).json_data(happened)
}

/// What an event is called, which is the `type` of its data.
fn name(what: &Happening) -> &'static str {
    match what {
        Happening::Version { .. } => "version",
        Happening::Pull { .. } => "pull",
        Happening::Held { .. } => "held",
        Happening::Stale { .. } => "stale",
        Happening::Alarm { .. } => "alarm",
        Happening::Reset { .. } => "reset",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::happenings::Happenings;
    use axum::body::to_bytes;
    use axum::response::{IntoResponse, Sse};
    use chrono::{DateTime, NaiveDate};
    use paridad_wire::{ResetReason, VersionKind};
    use std::sync::Arc;
    use tokio::sync::Semaphore;

    fn each() -> [Happening; 6] {
        let [origin, learned_day] = ["2026-11-20", "2026-11-26"].map(|day| day.parse::<NaiveDate>().unwrap());
        let kind = VersionKind::Rollback { rollback_to: 3 };
        let source = "ecb".to_owned();
        [
            Happening::Version { version: 9, origin, pinned: true, learned_version: 8, learned_day, kind },
            Happening::Pull { run: 7, source, failed: false, observed: 4, known: 2, held: 1, learned: 1 },
            Happening::Held { waiting: 1 },
            Happening::Stale { late_days: 4, stale: true },
            Happening::Alarm { matter: "runs".to_owned(), raised: true, day: None },
            Happening::Reset { why: ResetReason::Restarted },
        ]
    }

    #[test]
    fn each_event_is_called_as_its_data_says_and_can_be_read_again() {
        for what in each() {
            let happened = Happened { id: "1-1".to_owned(), at: DateTime::UNIX_EPOCH, what };
            let json = serde_json::to_value(&happened).unwrap();
            assert_eq!(json["type"], name(&happened.what));
            assert_eq!(serde_json::from_value::<Happened>(json).unwrap(), happened);
        }
    }

    #[tokio::test]
    async fn a_stream_reads_as_it_is_documented_and_gives_its_place_back() {
        let (happenings, places) = (Happenings::default(), Arc::new(Semaphore::new(1)));
        let place = places.clone().try_acquire_owned().unwrap();
        let listener = happenings.listen(None);
        let began = listener.at().split_once('-').unwrap().0.to_owned();
        for what in each() {
            happenings.tell(what);
        }
        let mut ended = listener;
        let mut text = String::new();
        for _ in each() {
            let happened = ended.next().await.unwrap();
            let at = happened.at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
            let events = futures_util::stream::iter([event(&happened)]);
            let body = to_bytes(Sse::new(events).into_response().into_body(), 1 << 16).await.unwrap();
            text += &String::from_utf8(body.to_vec()).unwrap().replace(&at, "AT").replace(&began, "BEGAN");
        }
        insta::assert_snapshot!(text);
        happenings.end();
        let response = Sse::new(stream(ended, place)).into_response();
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let body = to_bytes(response.into_body(), 1 << 16).await.unwrap();
        assert_eq!(body, format!("id: {began}-0000000006\nretry: 3000\n\n"));
        assert_eq!(places.available_permits(), 1);
    }
}
