//! What has to be said above every page: that the server is silent, that another version is shown, that it looks ahead from an old day.

use crate::address::{Page, Which};
use crate::reader::Reader;
use crate::state::{Action, Link};
use crate::words::fill;
use yew::prelude::*;

/// All of them.
pub(crate) fn banner(reader: &Reader) -> Html {
    html! { <>{ silent(reader) }{ other_version(reader) }{ pinned(reader) }{ scenario(reader) }</> }
}

fn silent(reader: &Reader) -> Html {
    let Link::Lost(since) = reader.state.link else { return Html::default() };
    let since = reader.locale.format.moment(since);
    html! {
        <p class="banner warn" id="silent" role="status">{ fill(reader.locale.words.shell.silent, &[("since", &since)]) }</p>
    }
}

fn other_version(reader: &Reader) -> Html {
    let words = reader.locale.words.shell;
    // Today is of the version that is in force.
    let said = match &reader.address().which {
        _ if reader.address().page == Page::Today => return Html::default(),
        Which::Speaking => return Html::default(),
        Which::Version(number) => fill(words.shows_version, &[("number", &number.to_string())]),
        Which::AsOf(moment) => fill(words.shows_as_of, &[("day", moment)]),
    };
    let act = reader.act.clone();
    html! {
        <p class="banner" id="other-version">
            { said }{ " " }
            <button type="button" onclick={move |_| act.emit(Action::Ask(Which::Speaking))}>{ words.show_speaking }</button>
        </p>
    }
}

/// Where the page shows a scenario, it says so, and offers the forecast.
fn scenario(reader: &Reader) -> Html {
    let address = reader.address();
    let shows = matches!(address.page, Page::Forecast | Page::Why);
    if address.supposed.is_empty() || !shows {
        return Html::default();
    }
    let (words, act) = (reader.locale.words.shell, reader.act.clone());
    html! {
        <p class="banner" id="supposed">
            { words.shows_scenario }{ " " }
            <button type="button" onclick={move |_| act.emit(Action::ForgetAll)}>{ words.show_forecast }</button>
        </p>
    }
}

/// A version that a person has pinned looks ahead from its own day: its first days may have passed.
fn pinned(reader: &Reader) -> Html {
    let own = reader.status.as_ref().filter(|status| status.provenance.pinned);
    let Some(status) = own.filter(|status| status.learned_day > status.provenance.origin) else {
        return Html::default();
    };
    let (words, format) = (reader.locale.words.shell, &reader.locale.format);
    let origin = format.day_long(status.provenance.origin);
    let learned = format.day_long(status.learned_day);
    let number = status.provenance.version.to_string();
    let values = [("number", number.as_str()), ("origin", &origin), ("learned", &learned)];
    html! { <p class="banner warn" id="pinned-banner">{ fill(words.pinned_past, &values) }</p> }
}
