//! Finds pages, series and versions by what is written.

use super::dialog::{DialogProps, use_modal};
use crate::address::{Address, Page, Which};
use crate::api;
use crate::load::use_load;
use crate::part::typed;
use crate::reader::{Reader, use_reader};
use crate::state::Action;
use crate::words::fill;
use paridad_wire::{SeriesSummary, Versions};
use yew::prelude::*;

/// How many are shown.
const SHOWN: usize = 12;

/// Something that is found, and what is looked at when it is chosen.
#[derive(Debug, Clone, PartialEq)]
struct Found {
    name: String,
    kind: &'static str,
    address: Address,
}

/// The search.
#[function_component]
pub(super) fn Palette(props: &DialogProps) -> Html {
    let node = use_modal();
    let written = use_state_eq(String::new);
    let Some(reader) = use_reader() else { return Html::default() };
    let language = reader.locale.language;
    let series = use_load(Some("series".to_owned()), move || async move {
        api::get::<Vec<SeriesSummary>>("/api/v1/series", language).await
    });
    let versions = use_load(Some("versions".to_owned()), move || async move {
        api::get::<Versions>("/api/v1/versions?limit=200", language).await
    });
    let mut all = pages(&reader);
    all.extend(versions.load.ready().iter().flat_map(|versions| of_versions(versions, &reader)));
    all.extend(series.load.ready().iter().flat_map(|series| of_series(series, &reader)));
    let found: Vec<Found> = all.into_iter().filter(|own| is_found(&own.name, &written)).take(SHOWN).collect();
    let words = reader.locale.words.shell;
    let setter = written.setter();
    let oninput = move |event: InputEvent| setter.set(typed(&event));
    let first = found.first().map(|own| own.address.clone());
    let go = {
        let (act, onclose) = (reader.act.clone(), props.onclose.clone());
        Callback::from(move |address: Address| {
            onclose.emit(());
            act.emit(Action::Visit(address));
        })
    };
    let onsubmit = {
        let go = go.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(address) = &first {
                go.emit(address.clone());
            }
        }
    };
    let entry = |own: Found| {
        let go = go.clone();
        html! {
            <li><button type="button" onclick={move |_| go.emit(own.address.clone())}>
                { own.name }<span class="quiet">{ own.kind }</span></button></li>
        }
    };
    html! {
        <dialog id="palette" ref={node} aria-label={words.palette} onclose={props.onclose.reform(|_: Event| ())}>
            <form method="dialog" {onsubmit}>
                <label for="palette-text">{ words.palette }</label>
                <input id="palette-text" type="search" autocomplete="off" value={(*written).clone()} {oninput} />
                <ul class="found">{ for found.into_iter().map(entry) }</ul>
            </form>
        </dialog>
    }
}

/// Whether each word that is written stands in a name, whatever its capitals.
fn is_found(name: &str, written: &str) -> bool {
    let name = name.to_ascii_lowercase();
    written.to_ascii_lowercase().split(' ').all(|word| name.contains(word))
}

fn pages(reader: &Reader) -> Vec<Found> {
    let words = reader.locale.words;
    let page = |page: Page| Found {
        name: words.title(page).to_owned(),
        kind: words.shell.kind_page,
        address: Address { page, ..reader.address().clone() },
    };
    Page::ALL.into_iter().map(page).collect()
}

fn of_versions(versions: &Versions, reader: &Reader) -> Vec<Found> {
    let words = reader.locale.words.shell;
    let version = |version: &paridad_wire::Version| Found {
        name: fill(words.version, &[("number", &version.number.to_string())]),
        kind: words.kind_version,
        address: Address {
            page: Page::Forecast,
            which: Which::Version(version.number),
            supposed: Vec::new(),
            ..reader.address().clone()
        },
    };
    versions.versions.iter().map(version).collect()
}

fn of_series(series: &[SeriesSummary], reader: &Reader) -> Vec<Found> {
    let words = reader.locale.words;
    let entry = |own: &SeriesSummary| Found {
        name: own.id.clone(),
        kind: words.shell.kind_series,
        address: Address { page: Page::Data, series: Some(own.id.clone()), ..reader.address().clone() },
    };
    series.iter().map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_is_written_must_stand_in_the_name() {
        assert!(is_found("versión 12", "12 VERSI"));
        assert!(is_found("banxico.sf43718", ""));
        assert!(!is_found("banxico.sf43718", "banxico ecb"));
    }
}
