//! A pull of a source, and what it brought in words.

use crate::api::{self, Failure};
use crate::locale::Locale;
use crate::reader::Reader;
use crate::state::Action;
use crate::words::fill;
use paridad_exchange::json::{Json, Read};
use paridad_wire::Pulled;
use yew::prelude::*;

/// Asks a source for what is new, says so, and says what came of it when that is known.
pub(super) fn pull(name: String, said: UseStateSetter<String>, reader: &Reader) {
    let (act, locale) = (reader.act.clone(), reader.locale.clone());
    let source = locale.words.source(&name);
    said.set(fill(locale.words.data.pulling, &[("source", &source)]));
    wasm_bindgen_futures::spawn_local(async move {
        let body = [("source", Json::Text(name))];
        let answer = api::post("/api/v1/pull", &body, locale.language).await;
        let outcome = match answer.as_ref().map(Pulled::read) {
            Ok(Some(pulled)) => counted(pulled.observed, pulled.held, &locale),
            Ok(None) => String::new(),
            Err(Failure::Problem(problem)) => format!("{} {}", problem.title, problem.detail),
            Err(_) => locale.words.shell.unreachable.to_owned(),
        };
        said.set(format!("{source}: {outcome}"));
        act.emit(Action::Reload);
    });
}

/// How much came, and how much of it waits.
pub(super) fn counted(observed: usize, held: usize, locale: &Locale) -> String {
    let words = locale.words.data;
    if observed + held == 0 {
        return words.brought_nothing.to_owned();
    }
    let (observed, held) = (locale.format.whole(observed), locale.format.whole(held));
    fill(words.brought, &[("observed", &observed), ("held", &held)])
}
