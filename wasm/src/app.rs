//! The whole: what the page remembers, what it asks first, its frame, and the page that is looked at.

use crate::api;
use crate::browser;
use crate::live::{use_history, use_live};
use crate::load::use_load;
use crate::locale::Locale;
use crate::page::{self, Draw, Half};
use crate::reader::{Reader, use_speaker};
use crate::shell::{ContextBar, Keys, Tour, banner, footer, header};
use crate::state::{Action, State};
use std::rc::Rc;
use yew::prelude::*;

/// Which pages there are.
#[derive(Properties, Clone, Copy)]
pub(crate) struct AppProps {
    /// Which half of them.
    pub(crate) half: Half,
    /// What draws them.
    pub(crate) shown: Draw,
}

impl PartialEq for AppProps {
    fn eq(&self, other: &Self) -> bool {
        self.half == other.half
    }
}

/// The whole page.
#[function_component]
pub(crate) fn App(props: &AppProps) -> Html {
    let state = use_reducer_eq(|| State::new(browser::address(), browser::remembered_language()));
    let act = use_callback(state.dispatcher(), |action: Action, dispatcher| dispatcher.dispatch(action));
    use_live(&act);
    use_history(&act);
    let half = props.half;
    use_effect_with((state.address.clone(), state.trace), move |(address, trace)| {
        // The other half of the pages is another module, which the browser loads.
        if Half::of(address.page) == half {
            browser::follow(address, *trace);
        } else {
            browser::leave(address);
        }
    });
    let language = state.language();
    let locale = use_memo(language, |language| Locale::new(*language));
    use_effect_with(language, |language| browser::speak(*language));
    use_effect_with(state.chosen, |language| browser::choose(*language));
    let address = &state.address;
    use_title(address.page, &locale);
    let key = format!("{} {}", state.epoch, language.code());
    let status = use_load(Some(key), move || api::status(language));
    // The first page is readable without the engine, which comes once that is painted.
    let painted = use_state_eq(|| false);
    let onready = {
        let setter = painted.setter();
        Callback::from(move |()| {
            browser::ready();
            setter.set(true);
        })
    };
    let speaker = use_speaker(&state, *painted || address.page != page::FIRST);
    let reader = Reader {
        state: Rc::new((*state).clone()),
        act,
        status: status.load.ready().cloned(),
        speaker: speaker.load,
        retry: speaker.retry,
        locale: (*locale).clone(),
    };
    html! {
        <ContextProvider<Locale> context={(*locale).clone()}>
            <ContextProvider<Reader> context={reader.clone()}>
                <a class="skip" href="#page">{ locale.words.shell.skip }</a>
                { header(&reader) }
                <ContextBar />
                <main id="page" tabindex="-1">
                    { banner(&reader) }
                    { (props.shown)(address.page, onready) }
                </main>
                { footer(&reader) }
                <Keys />
                if address.page == page::FIRST { <Tour /> }
            </ContextProvider<Reader>>
        </ContextProvider<Locale>>
    }
}

/// Names the page in the browser's tab, and brings whoever came by keyboard to its beginning.
#[hook]
fn use_title(page: crate::address::Page, locale: &Locale) {
    let first = use_mut_ref(|| true);
    use_effect_with((page, locale.clone()), move |(page, locale)| {
        browser::entitle(&format!("{} · Paridad", locale.words.title(*page)));
    });
    use_effect_with(page, move |_| {
        if !first.replace(false) {
            browser::focus("page");
        }
    });
}
