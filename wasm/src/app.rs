//! The whole page: what it remembers, what it fetches first, and its parts in order.

use crate::context::Context;
use crate::load::{Load, use_load};
use crate::locale::{Locale, use_locale};
use crate::part::{
    Drift, ForecastPart, Parity, Scenario, Scores, Versions, explanation, failed, footer, header, skeleton,
    what_if,
};
use crate::scene::use_scene;
use crate::shared::Shared;
use crate::state::{Action, State};
use crate::{api, browser};
use paridad_engine::data::digest::Digest;
use paridad_engine::forecast::model::Model;
use paridad_wire::Status;
use std::rc::Rc;
use yew::prelude::*;

/// The whole page.
#[function_component]
pub(crate) fn App() -> Html {
    let state =
        use_reducer_eq(|| State::new(Context::from_query(&browser::query(), browser::remembered_language())));
    let context = state.context;
    let locale = use_memo(context.language, |language| Locale::new(*language));
    let act = use_callback(state.dispatcher(), |action: Action, dispatcher| dispatcher.dispatch(action));
    use_effect_with(context, |context| {
        browser::set_query(&context.to_query());
        browser::speak(context.language);
    });
    let (epoch, language) = (state.epoch, context.language);
    let status = use_load(format!("{epoch} {}", language.code()), move || api::status(language));
    let model = use_load(epoch.to_string(), move || api::model(language));
    let content = match (&status.load, &model.load) {
        (Load::Ready(status), Load::Ready(spoken)) => html! {
            <Dashboard status={status.clone()} spoken={spoken.clone()} state={Rc::new((*state).clone())} act={act.clone()} />
        },
        (Load::Failed(failure), _) => failed(failure, &status.retry, &locale),
        (_, Load::Failed(failure)) => failed(failure, &model.retry, &locale),
        _ => skeleton(&locale),
    };
    let status = status.load.ready().cloned();
    html! {
        <ContextProvider<Locale> context={(*locale).clone()}>
            <a class="skip" href="#forecast">{ locale.text.skip }</a>
            { header(status.as_deref(), &act, &locale) }
            <main>{ content }</main>
            { footer(status.as_deref(), &locale) }
        </ContextProvider<Locale>>
    }
}

#[derive(Properties, PartialEq)]
struct DashboardProps {
    status: Shared<Status>,
    spoken: Shared<(Digest, Model)>,
    state: Rc<State>,
    act: Callback<Action>,
}

/// The parts of the page once someone speaks.
#[function_component]
fn Dashboard(props: &DashboardProps) -> Html {
    let DashboardProps { status, spoken, state, act } = props;
    let locale = use_locale();
    let language = locale.language;
    let context = state.context;
    let scene = use_scene(spoken, context.horizon, &state.changes);
    let first = context.range.first_day(status.provenance.origin);
    let target = status.provenance.target.clone();
    let key = format!("{} {target} {}", state.epoch, context.range.code());
    let history = use_load(key, move || async move {
        api::series(&target, first, language).await.map(|series| series.points)
    });
    use_effect_with(matches!(history.load, Load::Waiting), |waiting| {
        if !waiting {
            browser::ready();
        }
    });
    html! {
        <>
            <ForecastPart spoken={spoken.clone()} scene={scene.clone()} {context} history={history.load}
                retry={history.retry} act={act.clone()} />
            <div class="pair">
                { explanation(&scene, state.above, &locale) }
                { what_if(&spoken.1, &scene, &Scenario { changes: &state.changes, act }, &locale) }
            </div>
            <Parity spoken={spoken.clone()} horizon={context.horizon} epoch={state.epoch} />
            <Scores epoch={state.epoch} />
            <Drift epoch={state.epoch} />
            <Versions epoch={state.epoch} {act} />
        </>
    }
}
