//! Three cards: what has changed since yesterday, whether it can be believed, and what waits for a person.

use crate::address::Page;
use crate::part::{help, link, row, table};
use crate::reader::Reader;
use crate::words::fill;
use paridad_wire::{SinceYesterday, ToReview, Today, Trust};
use yew::prelude::*;

/// All three.
pub(super) fn cards(answer: &Today, reader: &Reader) -> Html {
    let words = reader.locale.words.today;
    let card = |id: &'static str,
                title: &'static str,
                sentence: Option<&'static str>,
                content: Html,
                to: (Page, &'static str)| {
        html! {
            <section class="card" {id} aria-labelledby={format!("{id}-title")}>
                <h2 id={format!("{id}-title")}>
                    { title }
                    if let Some(sentence) = sentence { { help(title, sentence, &reader.locale) } }
                </h2>
                { content }
                <p>{ link(reader, to.0, "further", html! { to.1 }) }</p>
            </section>
        }
    };
    let since = match &answer.since_yesterday {
        Some(own) => since(own, reader),
        None => html! { <p class="quiet">{ words.since_none }</p> },
    };
    html! {
        <div class="three">
            { card("since", words.since, Some(words.since_help), since, (Page::Why, words.since_why)) }
            { card("trust", words.trust, Some(words.trust_help), trust(&answer.trust, reader), (Page::Trust, words.trust_why)) }
            { card("review", words.review, None, review(&answer.review, reader), (Page::Data, words.review_see)) }
        </div>
    }
}

fn since(own: &SinceYesterday, reader: &Reader) -> Html {
    let (words, why, format) = (reader.locale.words.today, reader.locale.words.why, &reader.locale.format);
    let [low, high] = [&own.low80, &own.high80].map(|moved| format.centavos(moved.to - moved.from));
    let columns = [&own.low80.parts, &own.high80.parts];
    let rows = own.high80.parts.iter().enumerate().map(|(place, part)| {
        let cells =
            columns.map(|parts| parts.get(place).map(|part| format.centavos(part.rate)).unwrap_or_default());
        row(reader.locale.words.cause(&part.cause), cells.to_vec())
    });
    html! {
        <>
            <p>{ fill(words.since_sentence, &[("low", &low), ("high", &high)]) }</p>
            { table(words.since, &[why.cause, why.adds_low, why.adds_high], rows.collect()) }
        </>
    }
}

fn trust(own: &Trust, reader: &Reader) -> Html {
    let (words, format) = (reader.locale.words.today, &reader.locale.format);
    let yesterday = own.yesterday.as_ref().map(|judged| {
        let values =
            [format.day(judged.day), format.interval([judged.low, judged.high]), format.rate(judged.value)];
        let [day, interval, value] = values.each_ref().map(String::as_str);
        let template = if judged.held { words.held } else { words.missed };
        fill(template, &[("day", day), ("interval", interval), ("value", value)])
    });
    let (hits, all) = (own.hits, own.coverage);
    let count = |count: u32| format.whole(count as usize);
    let share = f64::from(all.inside) / f64::from(all.judged.max(1));
    let values = [count(hits.judged), count(hits.inside), format.percent(share), count(all.judged)];
    let [judged, inside, percent, all_judged] = values.each_ref().map(String::as_str);
    let said = if all.judged == 0 {
        words.hits_none.to_owned()
    } else {
        fill(words.hits, &[("judged", judged), ("inside", inside), ("percent", percent), ("all", all_judged)])
    };
    html! {
        <>
            if let Some(yesterday) = yesterday { <p id="yesterday-held">{ yesterday }</p> }
            <p id="hits">{ said }</p>
        </>
    }
}

fn review(own: &ToReview, reader: &Reader) -> Html {
    let words = reader.locale.words.today;
    let count = |count: usize| reader.locale.format.whole(count);
    let mut lines = Vec::new();
    match own.held {
        0 => {}
        1 => lines.push(words.review_held_one.to_owned()),
        held => {
            lines.push(fill(words.review_held, &[("count", &reader.locale.format.number(held as f64, 0))]));
        }
    }
    for (names, template) in
        [(&own.late_sources, words.review_late), (&own.failed_sources, words.review_failed)]
    {
        if !names.is_empty() {
            lines.push(fill(template, &[("names", &names.join(", "))]));
        }
    }
    for (names, template) in
        [(&own.silent_experts, words.review_silent), (&own.concerns, words.review_concerns)]
    {
        if !names.is_empty() {
            lines.push(fill(template, &[("count", &count(names.len()))]));
        }
    }
    if lines.is_empty() {
        return html! { <p>{ words.review_none }</p> };
    }
    html! { <ul class="lines">{ for lines.into_iter().map(|line| html! { <li>{ line }</li> }) }</ul> }
}
