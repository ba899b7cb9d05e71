//! The state of the service.

use crate::app::Audience;
use crate::view::{Ending, View};
use crate::wording::{Language, event};
use chrono::NaiveTime;
use paridad_wire as wire;

impl View {
    /// The state of the service, with what waits and what is late.
    pub(crate) fn status(
        &self,
        (waiting, late): (wire::Waiting, wire::Late),
        audience: Audience,
    ) -> wire::Status {
        wire::Status {
            provenance: self.provenance(audience),
            learned_version: self.learned.number,
            learned_day: self.learned.day,
            waiting,
            late,
            software: env!("CARGO_PKG_VERSION").to_owned(),
            concerns: self.all_concerns(audience),
        }
    }

    /// What somebody should look after: what has come up, and the calendars that end.
    fn all_concerns(&self, audience: Audience) -> Vec<wire::Concern> {
        let ending = self.ending(audience.now).map(|ending| concern(ending, audience.language));
        self.concerns.list().into_iter().chain(ending).collect()
    }
}

/// A calendar that ends, and what is to be done.
fn concern(ending: Ending, language: Language) -> wire::Concern {
    let Ending { kind, until, days_left, since } = ending;
    let (id, name) = (kind.id(), event(kind, language));
    let ends = if days_left < 0 {
        language.pick(format!("terminó el {until}"), format!("ended on {until}"))
    } else {
        let spanish = format!("termina el {until}, en {days_left} días");
        language.pick(spanish, format!("ends on {until}, in {days_left} days"))
    };
    let detail = language.pick(
        format!(
            "el calendario {id} ({name}) {ends}: lo que siga no se cuenta; incorpore uno más nuevo con `paridad calendar FILE`"
        ),
        format!(
            "the calendar {id} ({name}) {ends}: what follows is not counted; take in a newer one by `paridad calendar FILE`"
        ),
    );
    wire::Concern { matter: "events".to_owned(), since: since.and_time(NaiveTime::MIN).and_utc(), detail }
}

#[cfg(test)]
mod tests {
    use super::*;
    use paridad_engine::data::scheduled::Scheduled;

    #[test]
    fn a_calendar_that_ends_says_in_both_languages_when_and_what_to_do() {
        let day = |text: &str| text.parse().unwrap();
        let (until, since) = (day("2026-12-10"), day("2026-10-26"));
        let ending = |days_left| Ending { kind: Scheduled::UsPrices, until, days_left, since };
        let told = concern(ending(13), Language::English);
        assert_eq!(
            (told.matter.as_str(), told.since.to_rfc3339().as_str()),
            ("events", "2026-10-26T00:00:00+00:00")
        );
        assert_eq!(
            told.detail,
            "the calendar events.us.prices (consumer prices of the United States) ends on 2026-12-10, in 13 days: what follows is \
             not counted; take in a newer one by `paridad calendar FILE`"
        );
        assert_eq!(
            concern(ending(-1), Language::Spanish).detail,
            "el calendario events.us.prices (precios al consumidor de Estados Unidos) terminó el 2026-12-10: lo que siga no se \
             cuenta; incorpore uno más nuevo con `paridad calendar FILE`"
        );
    }
}
