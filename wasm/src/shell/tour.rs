//! Five steps for whoever opens the page for the first time; it is gone for good once it is closed.

use crate::browser;
use crate::reader::use_reader;
use crate::words::fill;
use yew::prelude::*;

/// The tour.
#[function_component]
pub(crate) fn Tour() -> Html {
    let step = use_state_eq(|| (!browser::has_toured()).then_some(0_usize));
    let Some(reader) = use_reader() else { return Html::default() };
    let Some(place) = *step else { return Html::default() };
    let words = reader.locale.words.shell;
    let steps = [words.tour_1, words.tour_2, words.tour_3, words.tour_4, words.tour_5];
    let count = |count: usize| reader.locale.format.whole(count);
    let title = fill(words.tour, &[("step", &count(place + 1)), ("all", &count(steps.len()))]);
    let (next, end) = (step.setter(), step.setter());
    let is_last = place + 1 == steps.len();
    let onnext = move |_| {
        if is_last {
            browser::end_tour();
        }
        next.set((!is_last).then_some(place + 1));
    };
    let onend = move |_| {
        browser::end_tour();
        end.set(None);
    };
    html! {
        <aside id="tour" class="tour" aria-labelledby="tour-title">
            <h2 id="tour-title">{ title }</h2>
            <p role="status">{ steps[place] }</p>
            <p class="actions">
                if !is_last { <button type="button" id="tour-end" onclick={onend}>{ words.close }</button> }
                <button type="button" id="tour-next" class="primary" onclick={onnext}>
                    { if is_last { words.close } else { words.next } }
                </button>
            </p>
        </aside>
    }
}
