//! Who did what: the trail, newest first.

use crate::api;
use crate::load::use_load;
use crate::locale::Locale;
use crate::part::{once_loaded, table};
use crate::reader::use_reader;
use paridad_wire::AuditEntry;
use yew::prelude::*;

/// The trail.
#[function_component]
pub(super) fn Trail() -> Html {
    let Some(reader) = use_reader() else { return Html::default() };
    let language = reader.locale.language;
    let answer = use_load(Some(reader.key()), move || async move {
        api::get::<Vec<AuditEntry>>("/api/v1/audit?limit=50", language).await
    });
    let (locale, words) = (&reader.locale, reader.locale.words.versions);
    html! {
        <section class="card" id="trail" aria-labelledby="trail-title">
            <h2 id="trail-title">{ words.trail }</h2>
            { once_loaded(&answer, locale, |entries| {
                let heads = [words.created, words.actor, words.action, words.detail];
                table(words.trail, &heads, entries.iter().map(|entry| line(entry, locale)).collect())
            }) }
        </section>
    }
}

fn line(entry: &AuditEntry, locale: &Locale) -> Html {
    html! {
        <tr title={entry.hash.clone()}>
            <th scope="row">{ locale.format.instant(entry.at) }</th>
            <td>{ &entry.actor }</td>
            <td>{ locale.words.deed(&entry.action) }</td>
            // The record itself, in the language in which it was written.
            <td class="wraps" lang="en">{ &entry.detail }</td>
        </tr>
    }
}
