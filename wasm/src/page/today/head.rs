//! The rate of the day, against the one before, and what it pays.

use crate::part::help;
use crate::reader::Reader;
use crate::words::fill;
use paridad_wire::Today;
use yew::prelude::*;

/// The head of the page.
pub(super) fn head(answer: &Today, reader: &Reader) -> Html {
    let (words, format) = (reader.locale.words.today, &reader.locale.format);
    let rate = &answer.rate;
    let label = fill(words.rate_of, &[("day", &format.day_long(rate.day))]);
    let percent = format!("{} %", format.signed(100.0 * rate.change / rate.before, 2));
    let values = [format.centavos(rate.change), percent, format.day(rate.before_day)];
    let [change, percent, day] = values.each_ref().map(String::as_str);
    html! {
        <section class="today-head" aria-labelledby="today-title">
            <h1 id="today-title" class="label">{ &label }{ help(&label, words.rate_help, &reader.locale) }</h1>
            <p class="line">
                <span class="rate" id="rate">{ format.rate(rate.value) }</span>
                <span class="sentence" id="rate-change">
                    { fill(words.change, &[("change", change), ("percent", percent), ("day", day)]) }
                </span>
            </p>
            { settlement(answer, reader) }
        </section>
    }
}

/// Which FIX pays today.
fn settlement(answer: &Today, reader: &Reader) -> Html {
    let Some(own) = &answer.settles else { return Html::default() };
    let format = &reader.locale.format;
    let rate = own.rate.map_or_else(|| "—".to_owned(), |rate| format.rate(rate));
    let values = [format.day(own.determined), format.day(own.published), format.day(own.settles)];
    let [determined, published, settles] = values.each_ref().map(String::as_str);
    let values =
        [("determined", determined), ("published", published), ("settles", settles), ("rate", &rate)];
    html! { <p class="quiet" id="settles">{ fill(reader.locale.words.today.settles, &values) }</p> }
}
