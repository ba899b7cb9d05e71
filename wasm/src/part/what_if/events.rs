//! The events ahead, each with a field for another day; an emptied field calls it off.

use super::super::typed;
use super::scenario::Scenario;
use crate::json;
use crate::locale::Locale;
use crate::order::order;
use crate::scene::Sight;
use crate::state::{Action, CALLED_OFF, Input, day_of};
use crate::text::{feature_name, fill};
use chrono::NaiveDate;
use paridad_engine::time::day;
use yew::prelude::*;

/// How many events are offered, soonest first.
const OFFERED: usize = 6;

/// The events that lie before the day that is forecast.
pub(super) fn events(base: &Sight, scenario: &Scenario, locale: &Locale) -> Html {
    let coming = coming(base);
    if coming.is_empty() {
        return Html::default();
    }
    let title = locale.text.scenario_events;
    html! {
        <div role="group" aria-label={title}>
            <h3>{ title }</h3>
            { for coming.into_iter().map(|(place, day)| event(base, (place, day), scenario, locale)) }
        </div>
    }
}

/// The soonest events, each with the feature that counts it.
fn coming(base: &Sight) -> Vec<(usize, NaiveDate)> {
    let (model, horizon) = (&base.model, base.outlook.horizon().days());
    let features = &model.recipe.spread_features;
    let of = |place| model.agenda.of(features, place).map(|(_, ahead)| &ahead.events[..]).unwrap_or_default();
    let ahead = (0..features.len()).flat_map(|place| of(place).iter().map(move |event| (place, event)));
    let coming: Vec<(usize, NaiveDate)> = ahead
        .filter(|(_, event)| usize::from(event.seen_after) <= horizon)
        .map(|(place, event)| (place, event.day))
        .collect();
    let soonest = order(coming.len(), &|a, b| coming[a].1.cmp(&coming[b].1)).into_iter().take(OFFERED);
    soonest.map(|index| coming[index]).collect()
}

fn event(base: &Sight, (place, day): (usize, NaiveDate), scenario: &Scenario, locale: &Locale) -> Html {
    let text = locale.text;
    let input = Input::Event(place, day);
    let changed = scenario.changes.of(input);
    let shown = changed.map_or(Some(day), day_of).map(|day| day.to_string()).unwrap_or_default();
    let name = feature_name(&base.model.recipe.spread_features[place].name, locale.language);
    let name = format!("{name}, {}", locale.format.day(day));
    let (write, forget) = (scenario.act.clone(), scenario.act.clone());
    let onchange = move |event: Event| {
        let to = json::day(&typed(&event)).map_or(CALLED_OFF, |day| f64::from(day::number(day)));
        write.emit(Action::Suppose(input, to));
    };
    let id = format!("event-{place}-{day}");
    html! {
        <div key={id.clone()} class={classes!("slider", changed.is_some().then_some("changed"))}>
            <label for={id.clone()}>{ &name }</label>
            <span class="typed">
                <input {id} type="date" value={shown} {onchange} />
                <button type="button" class="icon" disabled={changed.is_none()}
                    aria-label={fill(text.scenario_forget, &[("name", &name)])}
                    onclick={move |_| forget.emit(Action::Forget(input))}>{ "↺" }</button>
            </span>
        </div>
    }
}
