//! Who spoke when: the history of versions, which of them is in force, and the way back to another.

mod compare;
mod confirm;
mod question;
mod trail;

use crate::address::{Address, Page, Which};
use crate::api;
use crate::load::use_load;
use crate::locale::Locale;
use crate::part::{PageProps, use_ready};
use crate::part::{once_loaded, table};
use crate::reader::{Reader, use_reader};
use crate::state::Action;
use crate::words::fill;
use compare::Compare;
use confirm::Confirm;
use paridad_wire::{Version, VersionKind, Versions as Answer};
use question::Question;
use trail::Trail;
use yew::prelude::*;

/// The page.
#[function_component]
pub(crate) fn Versions(props: &PageProps) -> Html {
    let asked = use_state_eq(|| None::<Question>);
    let Some(reader) = use_reader() else { return Html::default() };
    let language = reader.locale.language;
    let answer =
        use_load::<Answer, _>(Some(reader.key()), move || api::get("/api/v1/versions?limit=50", language));
    use_ready(&props.onready, answer.load.ready().is_some());
    let (locale, words) = (&reader.locale, reader.locale.words.versions);
    let ask = |question: Option<Question>| {
        let setter = asked.setter();
        Callback::from(move |()| setter.set(question.clone()))
    };
    let compared = reader.address().compared;
    html! {
        <div class="pages-column" id="versions-page">
        <section id="versions" class="card" aria-labelledby="versions-title">
            <h1 id="versions-title">{ locale.words.shell.versions }</h1>
            <p class="quiet">{ words.lead }</p>
            <p role="status" id="versions-done">{ done(&reader) }</p>
            { once_loaded(&answer, locale, |answer| html! {
                <>
                    if answer.pinned {
                        <p><button type="button" id="resume" onclick={ask(Some(Question::Resume)).reform(|_: MouseEvent| ())}>
                            { words.resume }</button></p>
                    }
                    { history(answer, &|question| ask(Some(question)), &reader) }
                    if let Some(question) = &*asked {
                        <Confirm question={question.clone()} speaking={answer.speaking} onclose={ask(None)} />
                    }
                </>
            }) }
        </section>
        if let Some(pair) = compared { <Compare {pair} /> }
        <Trail />
        </div>
    }
}

/// Which version is in force, said again whenever that has changed while the page was open.
fn done(reader: &Reader) -> String {
    let Some(status) = reader.status.as_ref().filter(|_| reader.state.epoch > 0) else {
        return String::new();
    };
    fill(reader.locale.words.versions.done, &[("number", &status.provenance.version.to_string())])
}

fn history(answer: &Answer, ask: &dyn Fn(Question) -> Callback<()>, reader: &Reader) -> Html {
    let words = reader.locale.words.versions;
    if answer.versions.is_empty() {
        return html! { <p class="empty">{ words.empty }</p> };
    }
    let heads =
        [words.number, words.kind, words.learned_day, words.created, words.actor, words.reason, words.action];
    table(words.table, &heads, answer.versions.iter().map(|version| entry(version, ask, reader)).collect())
}

fn entry(version: &Version, ask: &dyn Fn(Question) -> Callback<()>, reader: &Reader) -> Html {
    let (words, format) = (reader.locale.words.versions, &reader.locale.format);
    let number = version.number.to_string();
    let person = if version.unnamed { words.unnamed } else { "" };
    html! {
        <tr data-version={number.clone()} data-speaks={version.speaks.to_string()}>
            <th scope="row" id={format!("version-{number}")} title={version.snapshot.clone()}>{ &number }</th>
            <td>{ kind(version.kind, &reader.locale) }{ " " }
                if version.speaks { <span class="badge">{ words.in_force }</span> }</td>
            <td>{ format.day(version.day) }</td>
            <td>{ format.instant(version.created_at) }</td>
            <td>{ &version.actor }<span class="quiet">{ person }</span></td>
            <td class="wraps">{ &version.reason }</td>
            <td>{ actions(version, ask, reader) }</td>
        </tr>
    }
}

/// What can be done with a version: look at it, which changes nothing, and go back to it or promote it, which does.
fn actions(version: &Version, ask: &dyn Fn(Question) -> Callback<()>, reader: &Reader) -> Html {
    let words = reader.locale.words.versions;
    let number = version.number.to_string();
    let address =
        Address { page: Page::Forecast, which: Which::Version(version.number), ..reader.address().clone() };
    let (href, act) = (address.to_url(), reader.act.clone());
    let onclick = move |event: MouseEvent| {
        event.prevent_default();
        act.emit(Action::Visit(address.clone()));
    };
    let asks = |question: Question, name: &'static str, code: &'static str| {
        let onclick = ask(question).reform(|_: MouseEvent| ());
        html! {
            <button type="button" data-action={code} data-number={number.clone()} aria-label={format!("{name} {number}")} {onclick}>{ name }</button>
        }
    };
    html! {
        <span class="line">
            <a {href} {onclick} aria-label={format!("{} {number}", words.look)}>{ words.look }</a>
            { compare(version, reader) }
            if version.returnable && !version.speaks {
                { asks(Question::Rollback(version.clone()), words.rollback, "rollback") }
            }
            if version.kind == VersionKind::Challenger {
                { asks(Question::Promote(version.clone()), words.promote, "promote") }
            }
        </span>
    }
}

/// Puts a version beside the one in force.
fn compare(version: &Version, reader: &Reader) -> Html {
    let words = reader.locale.words.versions;
    let speaking = reader.status.as_ref().map(|status| status.provenance.version);
    let Some(speaking) = speaking.filter(|speaking| *speaking != version.number) else {
        return Html::default();
    };
    let pair = (version.number.min(speaking), version.number.max(speaking));
    let address = Address { compared: Some(pair), ..reader.address().clone() };
    let (href, act, number) = (address.to_url(), reader.act.clone(), version.number);
    let onclick = move |event: MouseEvent| {
        event.prevent_default();
        act.emit(Action::Visit(address.clone()));
    };
    html! { <a {href} {onclick} data-compare={number.to_string()} aria-label={format!("{} {number}", words.compare)}>{ words.compare }</a> }
}

fn kind(kind: VersionKind, locale: &Locale) -> String {
    let words = locale.words.versions;
    let of = |template, number: u64| fill(template, &[("number", &number.to_string())]);
    match kind {
        VersionKind::Bundled => words.kind_bundled.to_owned(),
        VersionKind::Learned => words.kind_learned.to_owned(),
        VersionKind::Upgrade => words.kind_upgrade.to_owned(),
        VersionKind::Rollback { rollback_to } => of(words.kind_rollback, rollback_to),
        VersionKind::Resume => words.kind_resume.to_owned(),
        VersionKind::Challenger => words.kind_challenger.to_owned(),
        VersionKind::Promoted { challenger } => of(words.kind_promoted, challenger),
        VersionKind::Without { batch } => of(words.kind_without, batch),
        VersionKind::PutBack { batch } => of(words.kind_put_back, batch),
    }
}
