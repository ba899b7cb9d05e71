//! The head of the page: what is forecast, from when, by which version, and the reader's own settings.

use crate::browser::{self, Theme};
use crate::context::Language;
use crate::locale::{Locale, use_locale};
use crate::state::Action;
use crate::text::{Text, fill};
use paridad_wire::{Provenance, Status};
use yew::prelude::*;

/// The head of the page; who speaks is shown once it is known.
pub(crate) fn header(status: Option<&Status>, act: &Callback<Action>, locale: &Locale) -> Html {
    let title = status
        .map_or_else(|| locale.text.tagline.to_owned(), |status| status.provenance.target_title.clone());
    html! {
        <header class="page-head">
            <div class="brand">
                <h1>{ "Paridad" }</h1>
                <p class="target">{ title }</p>
            </div>
            <div class="settings">
                { languages(locale.language, act, locale.text) }
                <ThemeChoice />
            </div>
            if let Some(status) = status { { facts(&status.provenance, locale) } }
        </header>
    }
}

fn facts(provenance: &Provenance, locale: &Locale) -> Html {
    let Locale { text, format, .. } = locale;
    html! {
        <dl class="facts">
            <div><dt>{ text.spot }</dt><dd class="figure" id="spot">{ format.rate(provenance.spot) }</dd></div>
            <div>
                <dt>{ text.origin }</dt>
                <dd>{ format.day(provenance.origin) }{ " " }{ age(provenance, locale) }</dd>
            </div>
            <div>
                <dt>{ text.version }</dt>
                <dd>
                    <span id="version-speaking">{ provenance.version }</span>
                    if provenance.pinned { { " " }<span class="badge warn" id="pinned">{ text.pinned }</span> }
                </dd>
            </div>
        </dl>
    }
}

/// How old the origin is; said in words, and marked when it is too old.
fn age(provenance: &Provenance, locale: &Locale) -> Html {
    let days = locale.format.whole(provenance.late_days);
    let words = match provenance.late_days {
        0 => locale.text.on_time.to_owned(),
        1 => locale.text.late_one.to_owned(),
        _ => fill(locale.text.late, &[("days", &days)]),
    };
    let class = if provenance.stale { "badge warn" } else { "badge" };
    html! { <span {class} id="age" data-stale={provenance.stale.to_string()}>{ words }</span> }
}

fn languages(chosen: Language, act: &Callback<Action>, text: &Text) -> Html {
    let choice = |language: Language| {
        let act = act.clone();
        let name = match language {
            Language::Spanish => "Español",
            Language::English => "English",
        };
        html! {
            <button type="button" id={format!("language-{}", language.code())} lang={language.tag()}
                aria-pressed={(language == chosen).to_string()}
                onclick={move |_| act.emit(Action::Language(language))}>{ name }</button>
        }
    };
    html! {
        <div class="choice" role="group" aria-label={text.language}>{ for Language::ALL.into_iter().map(choice) }</div>
    }
}

#[function_component]
fn ThemeChoice() -> Html {
    let text = use_locale().text;
    let theme = use_state_eq(browser::remembered_theme);
    use_effect_with(*theme, |theme| browser::wear(*theme));
    let setter = theme.setter();
    let choose = move |event: Event| {
        let code = event.target_dyn_into::<web_sys::HtmlSelectElement>().map(|field| field.value());
        setter.set(code.map_or(Theme::System, |code| Theme::from_code(&code)));
    };
    let option = |each: Theme| {
        html! { <option value={each.code()} selected={each == *theme}>{ theme_name(each, text) }</option> }
    };
    html! {
        <select id="theme" aria-label={text.theme} onchange={choose}>{ for Theme::ALL.into_iter().map(option) }</select>
    }
}

fn theme_name(theme: Theme, text: &Text) -> &'static str {
    match theme {
        Theme::System => text.theme_system,
        Theme::Light => text.theme_light,
        Theme::Dark => text.theme_dark,
    }
}
