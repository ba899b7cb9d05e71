//! A figure with its label, and what it means behind a question mark.

use super::help::help;
use crate::locale::Locale;
use yew::prelude::*;

/// A label, its help and what is shown.
pub(crate) fn figure(label: &'static str, sentence: &'static str, shown: Html, locale: &Locale) -> Html {
    html! {
        <div class="figure">
            <dt>{ label }{ help(label, sentence, locale) }</dt>
            <dd>{ shown }</dd>
        </div>
    }
}
