//! The history of versions: which one speaks, and the way back to another.

mod confirm;
mod read;

use super::notice::{failure_text, once_loaded};
use super::table::table;
use crate::api::{self, Failure};
use crate::load::use_load;
use crate::locale::{Locale, use_locale};
use crate::state::Action;
use crate::text::fill;
use confirm::Confirm;
use paridad_wire::{Resume, Version, VersionKind, Versions as Answer};
use yew::prelude::*;

/// What the section depends on.
#[derive(Properties, PartialEq)]
pub(crate) struct VersionsProps {
    /// Grows when another version speaks.
    pub(crate) epoch: u32,
    /// What the reader does.
    pub(crate) act: Callback<Action>,
}

/// The section on versions.
#[function_component]
pub(crate) fn Versions(props: &VersionsProps) -> Html {
    let locale = use_locale();
    let text = locale.text;
    let language = locale.language;
    let answer = use_load::<Answer, _>(props.epoch.to_string(), move || {
        api::get("/api/v1/versions?limit=20", language)
    });
    let asked = use_state_eq(|| None::<Version>);
    let onask = {
        let asked = asked.setter();
        Callback::from(move |version| asked.set(Some(version)))
    };
    let onclose = {
        let asked = asked.setter();
        Callback::from(move |()| asked.set(None))
    };
    let ondone = {
        let (asked, act) = (asked.setter(), props.act.clone());
        Callback::from(move |()| {
            asked.set(None);
            act.emit(Action::Reload);
        })
    };
    html! {
        <section id="versions" class="card" aria-labelledby="versions-title">
            <h2 id="versions-title">{ text.versions }</h2>
            <p class="lead">{ text.versions_lead }</p>
            <p role="status" class="quiet">{ if props.epoch > 0 { text.done_rollback } else { "" } }</p>
            { once_loaded(&answer, &locale, |answer| html! {
                <>
                    <ResumeButton pinned={answer.pinned} ondone={ondone.clone()} />
                    { version_table(answer, &onask, &locale) }
                    if let Some(version) = &*asked {
                        <Confirm version={version.clone()} speaking={answer.speaking} {ondone} {onclose} />
                    }
                </>
            }) }
        </section>
    }
}

fn version_table(answer: &Answer, onask: &Callback<Version>, locale: &Locale) -> Html {
    let text = locale.text;
    if answer.versions.is_empty() {
        return html! { <p class="empty">{ text.versions_empty }</p> };
    }
    let heads = [text.number, text.kind, text.learned_day, text.created, text.snapshot, text.action];
    let rows = answer.versions.iter().map(|version| row(version, onask, locale));
    table(text.versions_table, &heads, rows.collect())
}

fn row(version: &Version, onask: &Callback<Version>, locale: &Locale) -> Html {
    let Locale { text, format, .. } = locale;
    let action = if version.speaks {
        html! { <span class="badge good">{ text.speaks }</span> }
    } else if !version.returnable {
        Html::default()
    } else {
        let (onask, asked) = (onask.clone(), version.clone());
        let number = version.number.to_string();
        html! {
            <button type="button" data-rollback={number.clone()} aria-describedby={format!("version-{number}")}
                onclick={move |_| onask.emit(asked.clone())}>{ text.rollback }</button>
        }
    };
    let hash: String = version.snapshot.chars().take(10).collect();
    html! {
        <tr data-version={version.number.to_string()} data-speaks={version.speaks.to_string()}>
            <th scope="row" id={format!("version-{}", version.number)}>{ version.number }</th>
            <td title={version.reason.clone()}>
                { kind(version, locale) }
                if version.unnamed { <span class="quiet unnamed">{ text.unnamed }</span> }
            </td>
            <td>{ format.day(version.day) }</td>
            <td>{ format.instant(version.created_at) }</td>
            <td><code title={version.snapshot.clone()}>{ hash }</code></td>
            <td>{ action }</td>
        </tr>
    }
}

fn kind(version: &Version, locale: &Locale) -> String {
    let text = locale.text;
    let of = |words, number: u64| fill(words, &[("number", &number.to_string())]);
    match version.kind {
        VersionKind::Bundled => text.kind_bundled.to_owned(),
        VersionKind::Learned => text.kind_learned.to_owned(),
        VersionKind::Upgrade => text.kind_upgrade.to_owned(),
        VersionKind::Rollback { rollback_to } => of(text.kind_rollback, rollback_to),
        VersionKind::Resume => text.kind_resume.to_owned(),
        VersionKind::Challenger => text.kind_challenger.to_owned(),
        VersionKind::Promoted { challenger } => of(text.kind_promoted, challenger),
        VersionKind::Without { batch } => of(text.kind_without, batch),
        VersionKind::PutBack { batch } => of(text.kind_put_back, batch),
    }
}

#[derive(Properties, PartialEq)]
struct ResumeProps {
    pinned: bool,
    ondone: Callback<()>,
}

/// Lets the newest version speak again; there is nothing to resume unless one is pinned.
#[function_component]
fn ResumeButton(props: &ResumeProps) -> Html {
    let locale = use_locale();
    let (text, language) = (locale.text, locale.language);
    let failure = use_state_eq(|| None::<Failure>);
    if !props.pinned {
        return Html::default();
    }
    let (ondone, setter) = (props.ondone.clone(), failure.setter());
    let onclick = move |_| {
        let (ondone, setter) = (ondone.clone(), setter.clone());
        let request = Resume { reason: text.resume_reason.to_owned() };
        wasm_bindgen_futures::spawn_local(async move {
            match api::resume(&request, language).await {
                Ok(()) => ondone.emit(()),
                Err(failure) => setter.set(Some(failure)),
            }
        });
    };
    html! {
        <div class="resume">
            <button type="button" id="resume" {onclick}>{ text.resume }</button>
            if let Some(failure) = &*failure { <div role="alert">{ failure_text(failure, &locale) }</div> }
        </div>
    }
}
