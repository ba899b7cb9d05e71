//! What a figure means, in one sentence behind a question mark.

use crate::locale::Locale;
use crate::words::fill;
use yew::prelude::*;

/// A question mark beside what is called `name`; opened, it says what that means.
pub(crate) fn help(name: &str, sentence: &'static str, locale: &Locale) -> Html {
    let label = fill(locale.words.shell.help_of, &[("name", name)]);
    html! {
        <details class="help">
            <summary aria-label={label}>{ "?" }</summary>
            <p role="note">{ sentence }</p>
        </details>
    }
}
