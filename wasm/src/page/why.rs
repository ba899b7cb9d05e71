//! Why: what has changed since yesterday, what makes the fan wide, and what moves the middle, if anything does.

mod change;
mod point;
mod width;

use crate::load::Load;
use crate::part::{PageProps, use_ready};
use crate::part::{failed, skeleton};
use crate::reader::{use_reader, use_scene};
use change::ChangePart;
use point::point;
use width::width;
use yew::prelude::*;

/// The page.
#[function_component]
pub(crate) fn Why(props: &PageProps) -> Html {
    let Some(reader) = use_reader() else { return Html::default() };
    let spot = reader.speaker.ready().map(|speaker| speaker.spot);
    let level = reader.address().level.or_else(|| spot.map(|spot| (100.0 * spot).round() / 100.0));
    let scene = use_scene(&reader, level.into_iter().collect(), true);
    let scene = scene.filter(|scene| scene.base.why.is_some());
    use_ready(&props.onready, scene.is_some());
    let locale = &reader.locale;
    let reasons = match (&scene, &reader.speaker) {
        (Some(scene), _) => html! {
            <>
                { width(scene, level.unwrap_or_default(), locale) }
                { point(scene, locale) }
            </>
        },
        (None, Load::Failed(failure)) => failed(failure, &reader.retry, locale),
        (None, _) => skeleton(locale),
    };
    html! {
        <div class="pages-column" id="why-page">
            <h1 class="unseen">{ locale.words.shell.why }</h1>
            <ChangePart />
            { reasons }
        </div>
    }
}
