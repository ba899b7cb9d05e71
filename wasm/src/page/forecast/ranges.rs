//! How far back the reader looks.

use crate::address::Range;
use crate::part::DayField;
use crate::reader::Reader;
use crate::state::Action;
use crate::words::Words;
use chrono::NaiveDate;
use yew::prelude::*;

/// The usual ranges, and any first day.
pub(super) fn ranges(reader: &Reader) -> Html {
    let (words, chosen) = (reader.locale.words, reader.address().range);
    let choice = |range: Range| {
        let act = reader.act.clone();
        let (short, long) = name(range, words);
        html! {
            <button type="button" data-range={range.code()} aria-pressed={(range == chosen).to_string()}
                title={long} onclick={move |_| act.emit(Action::Range(range))}>{ short }</button>
        }
    };
    let from = match chosen {
        Range::From(day) => Some(day),
        _ => None,
    };
    let act = reader.act.clone();
    let onchoose = Callback::from(move |day: Option<NaiveDate>| {
        act.emit(Action::Range(day.map_or(Range::HalfYear, Range::From)));
    });
    html! {
        <div class="line">
            <div class="choice" role="group" aria-label={words.forecast.history}>{ for Range::ALL.into_iter().map(choice) }</div>
            <span class="labelled"><label for="since">{ words.forecast.since }</label><DayField id="since" day={from} {onchoose} /></span>
        </div>
    }
}

fn name(range: Range, words: &Words) -> (&'static str, &'static str) {
    let words = words.forecast;
    match range {
        Range::Month => (words.range_1m, words.range_1m_long),
        Range::Quarter => (words.range_3m, words.range_3m_long),
        Range::HalfYear => (words.range_6m, words.range_6m_long),
        Range::Year => (words.range_1a, words.range_1a_long),
        Range::FiveYears => (words.range_5a, words.range_5a_long),
        Range::All | Range::From(_) => (words.range_all, words.range_all_long),
    }
}
