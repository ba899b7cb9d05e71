//! An episode of the past, supposed to come again: the way that the rate would go from today, drawn over the fan.

use crate::chart::Beside;
use crate::load::Loaded;
use crate::part::{once_loaded, shown};
use crate::reader::{Reader, use_reader, use_scene};
use crate::state::{Action, Trace};
use crate::words::fill;
use paridad_engine::maths::num;
use paridad_exchange::engine::{Speaker, Step, Supposed};
use paridad_wire::{Episode, Episodes};
use yew::prelude::*;

/// What the key of an episode begins with, in an address.
pub(super) const KEY: &str = "episode.";

/// The episode that the reader has chosen.
fn chosen<'a>(episodes: &'a Episodes, reader: &Reader) -> Option<&'a Episode> {
    let supposed = reader.address().supposed.iter().find_map(|own| own.key.strip_prefix(KEY))?;
    episodes.episodes.iter().find(|episode| episode.id == supposed)
}

/// The rate on each day of an episode that came next, up to a horizon.
fn rates(episode: &Episode, spot: f64, horizon: usize) -> Vec<f64> {
    let mut log_rate = num::ln(spot);
    let after = episode.moves.iter().take(horizon).map(|day| {
        log_rate += day.log_move;
        num::exp(log_rate)
    });
    after.collect()
}

/// The way as the chart draws it.
pub(super) fn way(episodes: Option<&Episodes>, speaker: Option<&Speaker>, reader: &Reader) -> Option<Beside> {
    let (speaker, episode) = (speaker?, chosen(episodes?, reader)?);
    let horizon = reader.address().horizon.days();
    let step =
        |(horizon, day, rate)| Step { horizon, day, point: rate, median: rate, bands: vec![[rate; 2]; 3] };
    let days = (1..).zip(speaker.days.iter().copied()).zip(rates(episode, speaker.spot, horizon));
    let after = days.map(|((horizon, day), rate)| step((horizon, day, rate)));
    let steps = std::iter::once(step((0, speaker.origin, speaker.spot))).chain(after).collect();
    Some(Beside { kind: "episode", name: episode.name.clone(), steps })
}

/// What the part depends on.
#[derive(Properties, PartialEq)]
pub(super) struct EpisodeProps {
    /// The episodes, where the server has any.
    pub(super) episodes: crate::load::Load<Episodes>,
    /// Asks for them again.
    pub(super) retry: Callback<()>,
}

/// The choice of an episode, and where it would lead.
#[function_component]
pub(super) fn EpisodeChoice(props: &EpisodeProps) -> Html {
    let Some(reader) = use_reader() else { return Html::default() };
    let speaker = reader.speaker.ready().cloned();
    let found = props.episodes.ready().and_then(|episodes| chosen(episodes, &reader)).cloned();
    let reached = found.as_ref().zip(speaker.as_ref()).and_then(|(episode, speaker)| {
        let rates = rates(episode, speaker.spot, reader.address().horizon.days());
        Some((*rates.last()?, *speaker.days.get(rates.len() - 1)?))
    });
    let scene = use_scene(&reader, reached.iter().map(|(rate, _)| *rate).collect(), false);
    let locale = &reader.locale;
    let share = scene.as_ref().and_then(|scene| {
        let row = scene.base.matrix.iter().find(|row| row.horizon == scene.horizon)?;
        row.above.first().map(|own| shown(own, locale))
    });
    let said = found.zip(reached).zip(share).map(|((episode, (rate, day)), share)| {
        let values = [episode.name.clone(), locale.format.day(day), locale.format.end(rate), share];
        let [name, day, rate, share] = values.each_ref().map(String::as_str);
        fill(
            locale.words.what_if.episode_reaches,
            &[("name", name), ("day", day), ("rate", rate), ("share", share)],
        )
    });
    let loaded = Loaded { load: props.episodes.clone(), stale: None, retry: props.retry.clone() };
    html! {
        <div class="lever" id="lever-episode">
            { once_loaded(&loaded, locale, |episodes| choices(episodes, &reader)) }
            if let Some(said) = said { <p id="episode-reaches" role="status">{ said }</p> }
        </div>
    }
}

fn choices(episodes: &Episodes, reader: &Reader) -> Html {
    let words = reader.locale.words.what_if;
    let current = chosen(episodes, reader).map(|episode| episode.id.as_str());
    let choice = |episode: &Episode| {
        let (act, is_chosen) = (reader.act.clone(), current == Some(&episode.id));
        let key = format!("{KEY}{}", episode.id);
        let others: Vec<String> =
            episodes.episodes.iter().map(|other| format!("{KEY}{}", other.id)).collect();
        let onclick = move |_| {
            for other in &others {
                act.emit(Action::Forget(other.clone()));
            }
            if !is_chosen {
                act.emit(Action::Suppose(Supposed { key: key.clone(), value: 1.0 }, Trace::Entry));
            }
        };
        html! { <button type="button" aria-pressed={is_chosen.to_string()} {onclick}>{ &episode.name }</button> }
    };
    html! {
        <>
            <span id="episodes-label">{ words.episode }</span>
            <div class="choice" role="group" aria-labelledby="episodes-label">{ for episodes.episodes.iter().map(choice) }</div>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use paridad_wire::EpisodeDay;

    #[test]
    fn an_episode_goes_on_from_todays_rate_as_far_as_is_looked() {
        let day = "2008-10-01".parse().unwrap();
        let moves = [0.1, -0.1, 0.05].map(|log_move| EpisodeDay { day, log_move }).to_vec();
        let episode =
            Episode { id: "2008".to_owned(), name: "2008".to_owned(), first: day, last: day, moves };
        let rates = rates(&episode, 20.0, 2);
        assert_eq!(rates.len(), 2);
        assert!((rates[0] - 20.0 * 0.1_f64.exp()).abs() < 1e-12 && (rates[1] - 20.0).abs() < 1e-12);
    }
}
