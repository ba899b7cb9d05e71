//! What has come, and what waits for a person.

mod act;
mod amount;
mod as_known;
mod dialog;
mod facts;
mod focus;
mod head;
mod keys;
mod late;
mod month;
mod opinions;
mod piece;
mod precedents;
mod pull;
mod question;
mod queue;
mod sources;
mod values;

use crate::browser;
use crate::load::Loaded;
use crate::part::{PageProps, once_loaded, use_ready};
use crate::reader::{use_answer, use_reader};
use act::{Act, Doing, Open};
use as_known::AsKnown;
use dialog::Decide;
use focus::Back;
use head::{Heard, head};
use paridad_exchange::json::Json;
use paridad_wire::{Freshness, Held, HeldGroup, Precedent, Run};
use precedents::precedents;
use queue::queue;
use sources::{Known, listed, sources};
use yew::prelude::*;

/// The page.
#[function_component]
pub(crate) fn Data(props: &PageProps) -> Html {
    let (doing, said) = (use_state_eq(Doing::default), use_state_eq(String::new));
    let back = use_mut_ref(Back::default);
    let Some(reader) = use_reader() else { return Html::default() };
    let path = |path: &str| Some(path.to_owned());
    let groups = use_answer::<Vec<HeldGroup>>(path("/api/v1/held/groups?limit=1000"));
    let held = use_answer::<Vec<Held>>(path("/api/v1/held?limit=300"));
    let values = use_answer::<Vec<Held>>(doing.open.as_ref().map(Open::path));
    let tokens = use_answer::<Vec<Json>>(path("/api/v1/tokens?limit=1"));
    let runs = use_answer::<Vec<Run>>(path("/api/v1/runs?limit=1000"));
    let fresh = use_answer::<Vec<Freshness>>(path("/api/v1/freshness"));
    let names = use_answer::<Vec<String>>(path("/api/v1/sources"));
    let decided = use_answer::<Vec<Precedent>>(path("/api/v1/precedents"));
    use_ready(&props.onready, groups.load.ready().is_some());
    let act = act::acting((&doing, said.setter()), &back, &reader);
    let is_asked = doing.asked.is_some();
    use_effect_with(
        (is_asked, groups.load.ready().cloned(), values.load.ready().cloned(), decided.load.ready().cloned()),
        move |(is_asked, ..)| {
            if !is_asked {
                back.borrow().mend();
            }
        },
    );
    let (locale, now) = (&reader.locale, now());
    let (fresh_now, runs_now) = (known(&fresh), known(&runs));
    let names_now = known(&names).unwrap_or_default();
    let held = known(&held).unwrap_or_default();
    let heard = Heard { groups: known(&groups), held, runs: runs_now, fresh: fresh_now, now };
    html! {
        <>
            { head(heard, &reader) }
            <div class="data-columns">
                <div class="stack">
                    { once_loaded(&groups, locale, |groups| {
                        let nobody = tokens.load.ready().is_some_and(|tokens| tokens.is_empty());
                        queue(groups, (doing.open.as_ref(), &values), nobody, &act, locale)
                    }) }
                    { once_loaded(&runs, locale, |runs| {
                        let fresh = fresh_now.unwrap_or_default();
                        month::month(&listed(names_now, runs, fresh), (runs, fresh), now, locale)
                    }) }
                </div>
                <div class="stack">
                    { once_loaded(&names, locale, |names| {
                        let (runs, fresh) = (runs_now.unwrap_or_default(), fresh_now.unwrap_or_default());
                        sources(Known { names, runs, fresh, now }, &act, locale)
                    }) }
                    { precedents(&decided, &act, locale) }
                    <AsKnown />
                </div>
            </div>
            <p role="status" id="data-done" class="toast">{ &*said }</p>
            if let Some(question) = &doing.asked {
                <Decide question={question.clone()} onclose={act.reform(Act::Close)} />
            }
        </>
    }
}

/// A list as far as it is here.
fn known<T>(loaded: &Loaded<Vec<T>>) -> Option<&[T]> {
    loaded.load.ready().map(|list| &list[..])
}

/// The moment that it is, in seconds since 1970.
#[expect(clippy::cast_possible_truncation, reason = "seconds since 1970 are far below the bounds")]
fn now() -> i64 {
    (browser::now() / 1000.0) as i64
}
