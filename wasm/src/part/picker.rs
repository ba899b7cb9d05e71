//! The choice of how far ahead: an anchor, any number of days, or a maturity.

use super::typed;
use crate::json;
use crate::locale::{Locale, use_locale};
use crate::shared::Shared;
use crate::state::Action;
use crate::text::fill;
use chrono::NaiveDate;
use paridad_engine::data::digest::Digest;
use paridad_engine::forecast::model::{MaturityError, Model};
use paridad_engine::time::horizon::{ANCHORS, Horizon, MAX_DAYS};
use yew::prelude::*;

/// What may be chosen, and what is.
#[derive(Properties, PartialEq)]
pub(crate) struct PickerProps {
    /// Who speaks.
    pub(crate) spoken: Shared<(Digest, Model)>,
    /// How far ahead now.
    pub(crate) horizon: Horizon,
    /// What the reader does.
    pub(crate) act: Callback<Action>,
}

/// The choice of the horizon.
#[function_component]
pub(crate) fn Picker(props: &PickerProps) -> Html {
    let locale = use_locale();
    let text = locale.text;
    let remark = use_state_eq(|| None::<Remark>);
    // What was said of a maturity was said of the version that spoke then.
    let setter = remark.setter();
    use_effect_with(props.spoken.clone(), move |_| setter.set(None));
    let model = &props.spoken.1;
    let day = model.target_day(props.horizon);
    let choose = {
        let (act, remark) = (props.act.clone(), remark.setter());
        Callback::from(move |horizon| {
            remark.set(None);
            act.emit(Action::Horizon(horizon));
        })
    };
    let first = model.calendar().seen_from(model.origin.day).advance(model.origin.day, 1);
    let last = model.target_day(Horizon::MAX);
    html! {
        <fieldset class="picker">
            <legend class="unseen">{ text.horizon }</legend>
            <div class="labelled">
                <span id="anchors">{ text.horizon_anchors }</span>
                <div class="choice" role="group" aria-labelledby="anchors">
                    { for ANCHORS.into_iter().map(|anchor| anchor_button(anchor, props.horizon, &choose, &locale)) }
                </div>
            </div>
            <label>
                <span>{ text.horizon_days }</span>
                <input id="horizon" type="number" inputmode="numeric" min="1" max={MAX_DAYS.to_string()} step="1"
                    value={props.horizon.days().to_string()} onchange={by_days(&choose, remark.setter())} />
            </label>
            <label>
                <span>{ text.horizon_date }</span>
                <input id="maturity" type="date" min={first.to_string()} max={last.to_string()}
                    value={day.to_string()}
                    onchange={by_date(props.spoken.clone(), choose.clone(), remark.setter())} />
            </label>
            <p class="remark" role="status" id="maturity-remark">
                { remark.map(|remark| remark.words(&locale)).unwrap_or_default() }
            </p>
        </fieldset>
    }
}

fn anchor_button(anchor: Horizon, chosen: Horizon, choose: &Callback<Horizon>, locale: &Locale) -> Html {
    let days = locale.format.whole(anchor.days());
    let choose = choose.clone();
    html! {
        <button type="button" data-horizon={anchor.days().to_string()}
            aria-pressed={(anchor == chosen).to_string()}
            aria-label={fill(locale.text.horizon_days_title, &[("days", &days)])}
            onclick={move |_| choose.emit(anchor)}>{ days }</button>
    }
}

fn by_days(choose: &Callback<Horizon>, remark: UseStateSetter<Option<Remark>>) -> Callback<Event> {
    let choose = choose.clone();
    Callback::from(move |event: Event| {
        match typed(&event).parse::<u16>().ok().and_then(|days| Horizon::try_from(days).ok()) {
            Some(horizon) => choose.emit(horizon),
            None => remark.set(Some(Remark::NoHorizon)),
        }
    })
}

fn by_date(
    spoken: Shared<(Digest, Model)>,
    choose: Callback<Horizon>,
    remark: UseStateSetter<Option<Remark>>,
) -> Callback<Event> {
    Callback::from(move |event: Event| {
        let Some(asked) = json::day(&typed(&event)) else {
            return;
        };
        let model = &spoken.1;
        match model.horizon(asked) {
            Ok(horizon) => {
                choose.emit(horizon);
                let day = model.target_day(horizon);
                remark.set((day != asked).then_some(Remark::Moved { asked, day }));
            }
            Err(error) => remark.set(Some(Remark::NoMaturity(error))),
        }
    })
}

/// What there is to say about a choice.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Remark {
    Moved { asked: NaiveDate, day: NaiveDate },
    NoHorizon,
    NoMaturity(MaturityError),
}

impl Remark {
    fn words(self, locale: &Locale) -> String {
        let Locale { text, format, .. } = locale;
        match self {
            Self::Moved { asked, day } => {
                fill(text.moved, &[("asked", &format.day_long(asked)), ("day", &format.day_long(day))])
            }
            Self::NoHorizon => text.horizon_bounds.to_owned(),
            Self::NoMaturity(MaturityError::NotAfterOrigin { origin, .. }) => {
                fill(text.date_past, &[("origin", &format.day_long(origin))])
            }
            Self::NoMaturity(MaturityError::TooFar { last, .. }) => {
                fill(text.date_far, &[("last", &format.day_long(last))])
            }
        }
    }
}
