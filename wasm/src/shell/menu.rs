//! The reader's own settings: language, colours, and what there is to know.

use crate::address::Language;
use crate::browser::{self, Theme};
use crate::reader::use_reader;
use crate::state::Action;
use crate::words::Words;
use yew::prelude::*;

/// The menu.
#[function_component]
pub(super) fn Menu() -> Html {
    let theme = use_state_eq(browser::remembered_theme);
    use_effect_with(*theme, |theme| browser::wear(*theme));
    let Some(reader) = use_reader() else { return Html::default() };
    let words = reader.locale.words;
    let themes = Theme::ALL.into_iter().map(|each| {
        let setter = theme.setter();
        html! {
            <button type="button" data-theme-choice={each.code()} aria-pressed={(each == *theme).to_string()}
                onclick={move |_| setter.set(each)}>{ theme_name(each, words) }</button>
        }
    });
    let languages = Language::ALL.into_iter().map(|language| {
        let act = reader.act.clone();
        let name = match language {
            Language::Spanish => "Español",
            Language::English => "English",
        };
        html! {
            <button type="button" id={format!("language-{}", language.code())} lang={language.tag()}
                aria-pressed={(language == reader.locale.language).to_string()}
                onclick={move |_| act.emit(Action::Language(language))}>{ name }</button>
        }
    });
    html! {
        <details class="menu" id="settings">
            <summary>{ words.shell.settings }</summary>
            <div class="menu-content">
                <div class="choice" role="group" aria-label={words.shell.language}>{ for languages }</div>
                <div class="choice" role="group" aria-label={words.shell.theme}>{ for themes }</div>
                <p class="quiet">{ words.shell.keys_open }</p>
            </div>
        </details>
    }
}

fn theme_name(theme: Theme, words: &Words) -> &'static str {
    match theme {
        Theme::System => words.shell.theme_system,
        Theme::Light => words.shell.theme_light,
        Theme::Dark => words.shell.theme_dark,
    }
}
