//! How far ahead the reader looks: the usual horizons, any other, or a day.

use crate::address::Which;
use crate::locale::Locale;
use crate::part::{DayField, RateField};
use crate::reader::{Reader, use_reader};
use crate::state::Action;
use crate::words::fill;
use chrono::NaiveDate;
use paridad_engine::time::horizon::{ANCHORS, Horizon, MAX_DAYS};
use paridad_exchange::engine::Speaker;
use yew::prelude::*;

/// The choice of a horizon.
#[function_component]
pub(super) fn Horizons() -> Html {
    let remark = use_state_eq(|| None::<Remark>);
    let Some(reader) = use_reader() else { return Html::default() };
    let (words, address) = (reader.locale.words.shell, reader.address());
    let chosen = address.horizon;
    // A remark about what was chosen ends with the next choice and with the next version.
    let setter = remark.setter();
    use_effect_with((chosen, address.which.clone()), move |_: &(Horizon, Which)| setter.set(None));
    let speaker = reader.speaker.ready();
    let day = speaker.and_then(|speaker| speaker.days.get(chosen.days() - 1).copied());
    let choose = {
        let act = reader.act.clone();
        Callback::from(move |horizon| act.emit(Action::Horizon(horizon)))
    };
    let by_days = {
        let (choose, setter) = (choose.clone(), remark.setter());
        Callback::from(move |days: f64| match whole(days) {
            Some(horizon) => choose.emit(horizon),
            None => setter.set(Some(Remark::Bounds)),
        })
    };
    let refused = remark.as_ref().map(|remark| remark.words(&reader.locale));
    let (wrong, moved) = match &*remark {
        Some(Remark::Moved { .. }) => (None, refused),
        _ => (refused, None),
    };
    html! {
        <div class="horizons">
            <div class="choice" role="group" aria-label={words.horizon}>
                { for ANCHORS.into_iter().map(|anchor| anchor_button(anchor, chosen, &choose, &reader.locale)) }
            </div>
            <span class="labelled"><label for="horizon">{ words.horizon_days }</label>
                <RateField id="horizon" value={chosen.days().to_string()} onchoose={by_days} /></span>
            <span class="labelled"><label for="maturity">{ words.maturity }</label>
                <DayField id="maturity" {day} refused={wrong.map(AttrValue::from)}
                    onchoose={by_day(&reader, &choose, &remark.setter())} /></span>
            <p class="remark" role="status" id="maturity-remark">{ moved.unwrap_or_default() }</p>
        </div>
    }
}

/// The horizon of so many days, if there is one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked to be a small whole number"
)]
fn whole(days: f64) -> Option<Horizon> {
    let is_one = days.fract() == 0.0 && (1.0..=f64::from(MAX_DAYS)).contains(&days);
    is_one.then(|| Horizon::try_from(days as u16).ok())?
}

fn anchor_button(anchor: Horizon, chosen: Horizon, choose: &Callback<Horizon>, locale: &Locale) -> Html {
    let days = locale.format.whole(anchor.days());
    let (choose, name) = (choose.clone(), locale.horizon(anchor.days()));
    let title = fill(locale.words.shell.horizon_title, &[("days", &days)]);
    html! {
        <button type="button" data-horizon={anchor.days().to_string()} aria-pressed={(anchor == chosen).to_string()}
            {title} onclick={move |_| choose.emit(anchor)}>{ name }</button>
    }
}

/// Looks ahead to a day; one on which nothing is published is moved to the next.
fn by_day(
    reader: &Reader,
    choose: &Callback<Horizon>,
    remark: &UseStateSetter<Option<Remark>>,
) -> Callback<Option<NaiveDate>> {
    let (speaker, choose, remark) = (reader.speaker.ready().cloned(), choose.clone(), remark.clone());
    Callback::from(move |asked: Option<NaiveDate>| {
        let (Some(speaker), Some(asked)) = (&speaker, asked) else { return };
        match reached(speaker, asked) {
            Ok((horizon, day)) => {
                choose.emit(horizon);
                remark.set((day != asked).then_some(Remark::Moved { asked, day }));
            }
            Err(refused) => remark.set(Some(refused)),
        }
    })
}

/// The horizon that reaches a day, and the day that is reached.
fn reached(speaker: &Speaker, asked: NaiveDate) -> Result<(Horizon, NaiveDate), Remark> {
    if asked <= speaker.origin {
        return Err(Remark::Past(speaker.origin));
    }
    let place = speaker.days.partition_point(|day| *day < asked);
    let found = speaker.days.get(place).zip(whole(place as f64 + 1.0));
    let last = speaker.days.last().copied().unwrap_or(speaker.origin);
    found.map(|(day, horizon)| (horizon, *day)).ok_or(Remark::Far(last))
}

/// What there is to say about a choice.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Remark {
    Moved { asked: NaiveDate, day: NaiveDate },
    Bounds,
    Past(NaiveDate),
    Far(NaiveDate),
}

impl Remark {
    fn words(self, locale: &Locale) -> String {
        let (words, format) = (locale.words.shell, &locale.format);
        match self {
            Self::Moved { asked, day } => {
                fill(words.moved, &[("asked", &format.day_long(asked)), ("day", &format.day_long(day))])
            }
            Self::Bounds => words.horizon_bounds.to_owned(),
            Self::Past(origin) => fill(words.day_past, &[("origin", &format.day_long(origin))]),
            Self::Far(last) => fill(words.day_far, &[("last", &format.day_long(last))]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speaker() -> Speaker {
        let day = |text: &str| text.parse().unwrap();
        Speaker {
            snapshot: String::new(),
            origin: day("2026-10-30"),
            spot: 18.0,
            days: vec![day("2026-11-03"), day("2026-11-04")],
            learned: 252,
            missing: Vec::new(),
        }
    }

    #[test]
    fn a_day_is_reached_moved_or_refused_with_its_bounds() {
        let speaker = speaker();
        let reached = |text: &str| reached(&speaker, text.parse().unwrap());
        let days = |found: Result<(Horizon, NaiveDate), Remark>| {
            found.map(|(horizon, day)| (horizon.days(), day.to_string()))
        };
        assert_eq!(days(reached("2026-11-04")), Ok((2, "2026-11-04".to_owned())));
        assert_eq!(days(reached("2026-11-02")), Ok((1, "2026-11-03".to_owned())));
        assert_eq!(reached("2026-10-30"), Err(Remark::Past(speaker.origin)));
        assert_eq!(reached("2026-11-05"), Err(Remark::Far(speaker.days[1])));
    }

    #[test]
    fn only_whole_days_within_bounds_are_a_horizon() {
        assert_eq!(whole(63.0).map(Horizon::days), Some(63));
        for days in [0.0, 1.5, -3.0, 1_261.0, f64::NAN] {
            assert_eq!(whole(days), None);
        }
    }
}
