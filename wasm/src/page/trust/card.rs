//! A card of the page: a question, its answer in words, the chart of it, and behind it the numbers.

use crate::locale::Locale;
use yew::prelude::*;

/// What a card says.
pub(super) struct Card {
    /// Its id; that of its answer, which also says what the chart shows, is [`said`].
    pub(super) id: &'static str,
    /// The question.
    pub(super) title: String,
    /// The answer.
    pub(super) answer: String,
    /// The chart.
    pub(super) chart: Html,
    /// What is seen in it: the class of a sign, and what the sign means.
    pub(super) keys: Vec<(&'static str, &'static str)>,
    /// The numbers.
    pub(super) numbers: Html,
    /// What the numbers are.
    pub(super) detail: String,
}

/// The id of a card's answer.
pub(super) fn said(id: &str) -> String {
    format!("{id}-said")
}

impl Card {
    /// The card.
    pub(super) fn shown(self, locale: &Locale) -> Html {
        let title = format!("{}-title", self.id);
        let keys = self.keys.into_iter().map(|(class, meaning)| html! { <span {class}>{ meaning }</span> });
        html! {
            <section class="card" id={self.id} aria-labelledby={title.clone()}>
                <h2 id={title}>{ self.title }</h2>
                <p id={said(self.id)}>{ self.answer }</p>
                <figure>
                    { self.chart }
                    <p class="legend">{ for keys }</p>
                </figure>
                { behind(locale.words.trust.table_open, self.numbers, self.detail) }
            </section>
        }
    }
}

/// What is folded away: under its name, something to look at and what there is to say of it.
pub(super) fn behind(name: impl Into<AttrValue>, shown: Html, detail: impl Into<AttrValue>) -> Html {
    html! {
        <details>
            <summary>{ name.into() }</summary>
            { shown }
            <p class="quiet">{ detail.into() }</p>
        </details>
    }
}
