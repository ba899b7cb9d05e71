//! The question before something is decided: the facts, what will change, and why it is wanted.

use super::amount::{allowed, amount, before};
use super::facts::facts;
use super::opinions::opinions;
use super::question::{Draft, Question, Subject, Verdict};
use crate::api::{self, Failure};
use crate::locale::Locale;
use crate::part::{DayField, failure_text, read_number, typed};
use crate::reader::{Reader, use_answer, use_reader};
use crate::state::Action;
use crate::words::fill;
use chrono::Days;
use paridad_wire::{Held, Point, Series};
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// How far back the value before one is looked for.
const EARLIER: Days = Days::new(100);

/// What is asked.
#[derive(Properties, PartialEq)]
pub(super) struct DecideProps {
    /// It.
    pub(super) question: Question,
    /// It was decided, which is said, or is not wanted after all.
    pub(super) onclose: Callback<Option<String>>,
}

/// How far the request has come.
#[derive(Debug, Clone, PartialEq)]
enum Sent {
    Not,
    Waits,
    Refused(Failure),
}

/// The dialog. It cannot be confirmed before it is chosen what becomes of it and a reason is written.
#[function_component]
pub(super) fn Decide(props: &DecideProps) -> Html {
    let node = use_node_ref();
    let verdict = props.question.verdict;
    let draft = use_state_eq(|| Draft { verdict, ..Draft::default() });
    let sent = use_state_eq(|| Sent::Not);
    use_effect_with(node.clone(), |node| {
        if let Some(dialog) = node.cast::<HtmlDialogElement>() {
            // Fails only for a dialog that is open already.
            let _ = dialog.show_modal();
        }
    });
    let earlier = use_answer::<Series>(props.question.subject.held().and_then(earlier));
    let Some(reader) = use_reader() else { return Html::default() };
    let (locale, subject) = (&reader.locale, &props.question.subject);
    let last = earlier.load.ready().and_then(|series| series.points.last()).copied();
    let ready = subject.is_answered(&draft) && *sent != Sent::Waits;
    let (onclose, oncancel) = (props.onclose.clone(), props.onclose.clone());
    let words = locale.words;
    html! {
        <dialog id="decide" ref={node} aria-labelledby="decide-title" onclose={move |_: Event| onclose.emit(None)}>
            <form method="dialog" onsubmit={submit(props, &draft, &sent, &reader)}>
                <h2 id="decide-title">{ subject.title(locale) }</h2>
                if let Some(held) = subject.held() { { measured(subject, held, last, locale) } { choices(subject, &draft, locale) } }
                if let Subject::Revoke(_) = subject {
                    { check("decide-reopen", words.data.reopen, draft.reopen, edit(&draft, |draft| draft.reopen = !draft.reopen)) }
                }
                <p id="decide-effect" role="status">{ effect(subject, &draft, locale) }</p>
                <label for="decide-reason">{ words.versions.why }</label>
                <input id="decide-reason" type="text" autofocus={verdict.is_some() || subject.held().is_none()} autocomplete="off" required=true value={draft.reason.clone()}
                    oninput={write(&draft, |draft, text| draft.reason = text)} />
                if let Sent::Refused(failure) = &*sent {
                    <div class="failed" role="alert">{ failure_text(failure, locale) }{ cause(failure, locale) }</div>
                }
                <div class="actions">
                    <button type="button" id="decide-cancel" onclick={move |_| oncancel.emit(None)}>{ words.versions.cancel }</button>
                    <button type="submit" id="decide-do" class="primary" disabled={!ready}>{ verb(subject, &draft, locale) }</button>
                </div>
            </form>
        </dialog>
    }
}

/// A change of the draft by an event of any kind.
fn edit<E: 'static>(draft: &UseStateHandle<Draft>, change: impl Fn(&mut Draft) + 'static) -> Callback<E> {
    let draft = draft.clone();
    Callback::from(move |_: E| {
        let mut next = (*draft).clone();
        change(&mut next);
        draft.set(next);
    })
}

/// A change of the draft by what is typed.
fn write(
    draft: &UseStateHandle<Draft>,
    change: impl Fn(&mut Draft, String) + 'static,
) -> Callback<InputEvent> {
    let draft = draft.clone();
    Callback::from(move |event: InputEvent| {
        let mut next = (*draft).clone();
        change(&mut next, typed(&event));
        draft.set(next);
    })
}

/// Where the values before one are, if its rule does not say the last of them.
fn earlier(held: &Held) -> Option<String> {
    if facts(&held.detail).before.is_some() {
        return None;
    }
    let (from, to) = (held.period.checked_sub_days(EARLIER)?, held.period.pred_opt()?);
    let id = String::from(js_sys::encode_uri_component(&held.series));
    Some(format!("/api/v1/series/{id}?from={from}&to={to}"))
}

/// Why it is held, and what it is measured by.
fn measured(subject: &Subject, held: &Held, last: Option<Point>, locale: &Locale) -> Html {
    let (words, mut facts) = (locale.words.data, facts(&held.detail));
    facts.before = facts.before.or(last.map(|point| (point.value, Some(point.day))));
    let (title, meaning) = locale.words.rule(&held.rule);
    // Of a group one value is shown.
    let (name, value) = match subject {
        Subject::Group(_) => (words.example, Subject::Value(held.clone()).title(locale)),
        _ => (words.value, amount(held.value, locale)),
    };
    html! {
        <>
            <p><strong>{ title }{ ". " }</strong>{ meaning }</p>
            <dl class="facts-list">
                <dt>{ name }</dt><dd>{ value }</dd>
                if let Some(before) = before(&facts, locale) { <dt>{ words.before }</dt><dd>{ before }</dd> }
                if let Some(allowed) = allowed(&facts, locale) { <dt>{ words.allowed }</dt><dd>{ allowed }</dd> }
            </dl>
            { opinions(held, locale) }
            { technical(&held.detail, locale) }
        </>
    }
}

/// What may become of it.
fn choices(subject: &Subject, draft: &UseStateHandle<Draft>, locale: &Locale) -> Html {
    let words = locale.words.data;
    let is_value = matches!(subject, Subject::Value(_));
    let all =
        [(Verdict::Accept, words.accept), (Verdict::Reject, words.reject), (Verdict::Correct, words.correct)];
    let offered = all.into_iter().filter(|(verdict, _)| is_value || *verdict != Verdict::Correct);
    let choice = |(verdict, name): (Verdict, &'static str)| {
        let onchange = edit::<Event>(draft, move |draft| draft.verdict = Some(verdict));
        html! {
            <label class="check"><input type="radio" name="verdict" value={verdict.code()}
                checked={draft.verdict == Some(verdict)} autofocus={draft.verdict.is_none()} {onchange} />{ name }</label>
        }
    };
    let enters = matches!(draft.verdict, Some(Verdict::Accept | Verdict::Correct));
    html! {
        <>
            <fieldset><legend>{ words.choice }</legend>{ for offered.map(choice) }</fieldset>
            if draft.verdict == Some(Verdict::Correct) {
                { number("decide-value", words.right_value, write(draft, |draft, text| draft.value = read_number(&text, true))) }
            }
            if enters {
                { check("decide-known", words.known_published, draft.published, edit(draft, |draft| draft.published = !draft.published)) }
            }
            if is_value && draft.verdict.is_some_and(|verdict| verdict != Verdict::Correct) {
                { check("decide-like", words.as_precedent, draft.like, edit(draft, |draft| draft.like = !draft.like)) }
                if draft.like { { bounds(draft, locale) } }
            }
        </>
    }
}

/// What a precedent is about.
fn bounds(draft: &UseStateHandle<Draft>, locale: &Locale) -> Html {
    let words = locale.words.data;
    let day = |place: usize, id: &'static str, name: &'static str| {
        let (next, day) = (draft.clone(), draft.days[place]);
        let onchoose = Callback::from(move |day| {
            let mut days = next.days;
            days[place] = day;
            next.set(Draft { days, ..(*next).clone() });
        });
        html! { <span class="labelled"><label for={id}>{ name }</label><DayField {id} {day} {onchoose} /></span> }
    };
    let value = |place: usize, id: &'static str, name: &'static str| {
        number(id, name, write(draft, move |draft, text| draft.values[place] = read_number(&text, true)))
    };
    html! {
        <div class="bounds">
            <p class="quiet">{ words.precedent_note }</p>
            <div class="line">{ day(0, "decide-from", words.first_day) }{ day(1, "decide-until", words.last_day) }</div>
            <div class="line">{ value(0, "decide-least", words.least) }{ value(1, "decide-most", words.most) }</div>
        </div>
    }
}

fn number(id: &'static str, name: &'static str, oninput: Callback<InputEvent>) -> Html {
    html! {
        <span class="labelled"><label for={id}>{ name }</label>
            <input {id} type="text" inputmode="decimal" autocomplete="off" size="10" {oninput} /></span>
    }
}

fn check(id: &'static str, name: &'static str, checked: bool, onchange: Callback<Event>) -> Html {
    html! { <label class="check"><input {id} type="checkbox" {checked} {onchange} />{ name }</label> }
}

/// What a program reported of a refusal.
fn cause(failure: &Failure, locale: &Locale) -> Html {
    let Failure::Problem(problem) = failure else { return Html::default() };
    let shown = |cause: &String| technical(cause, locale);
    problem.cause.as_ref().map(shown).unwrap_or_default()
}

/// What is technical, and so in English, behind its word.
fn technical(said: &str, locale: &Locale) -> Html {
    html! { <details><summary>{ locale.words.data.technical }</summary><p lang="en"><code>{ said }</code></p></details> }
}

/// What will change.
fn effect(subject: &Subject, draft: &Draft, locale: &Locale) -> String {
    let words = locale.words.data;
    let mut said = match (subject, draft.verdict) {
        (Subject::Agree(_), _) => words.agree_effect.to_owned(),
        (Subject::Revoke(_), _) => words.revoke_effect.to_owned(),
        (_, Some(Verdict::Accept)) => words.effect_accept.to_owned(),
        (_, Some(Verdict::Reject)) => words.effect_reject.to_owned(),
        (_, Some(Verdict::Correct)) => words.effect_correct.to_owned(),
        (_, None) => String::new(),
    };
    if let Subject::Group(group) = subject {
        let all = fill(words.effect_all, &[("count", &group.waiting.to_string())]);
        said = format!("{all} {said}");
    }
    if draft.verdict.is_some() && subject.held().is_some_and(|held| held.reviewers > 1) {
        said = format!("{said} {}", words.effect_two);
    }
    said
}

fn verb(subject: &Subject, draft: &Draft, locale: &Locale) -> &'static str {
    let words = locale.words.data;
    match (subject, draft.verdict) {
        (Subject::Agree(_), _) => words.agree,
        (Subject::Revoke(_), _) => words.revoke,
        (_, Some(Verdict::Accept)) => words.accept,
        (_, Some(Verdict::Reject)) => words.reject,
        (_, Some(Verdict::Correct)) => words.correct,
        (_, None) => words.decide,
    }
}

/// Sends the request and keeps the dialog open until it was done, so that a refusal is seen and nothing typed is lost.
fn submit(
    props: &DecideProps,
    draft: &Draft,
    sent: &UseStateHandle<Sent>,
    reader: &Reader,
) -> Callback<SubmitEvent> {
    let (subject, draft) = (props.question.subject.clone(), draft.clone());
    let (act, onclose, locale) = (reader.act.clone(), props.onclose.clone(), reader.locale.clone());
    let setter = sent.setter();
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        if !subject.is_answered(&draft) {
            return;
        }
        setter.set(Sent::Waits);
        let (path, body) = subject.request(&draft);
        let (subject, act, onclose, locale, setter) =
            (subject.clone(), act.clone(), onclose.clone(), locale.clone(), setter.clone());
        wasm_bindgen_futures::spawn_local(async move {
            match api::post(&path, &body, locale.language).await {
                Ok(answer) => {
                    onclose.emit(Some(subject.outcome(&answer, &locale)));
                    act.emit(Action::Reload);
                }
                Err(failure) => setter.set(Sent::Refused(failure)),
            }
        });
    })
}
