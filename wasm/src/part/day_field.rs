//! A day, typed as the page's language writes it, whatever the browser's: it counts once it is whole.

use super::typed;
use crate::address::Language;
use crate::locale::use_locale;
use chrono::NaiveDate;
use yew::prelude::*;

/// What the field needs.
#[derive(Properties, PartialEq)]
pub(crate) struct DayFieldProps {
    /// Its id.
    pub(crate) id: AttrValue,
    /// The day that is chosen.
    pub(crate) day: Option<NaiveDate>,
    /// Why a day was refused, in words.
    #[prop_or_default]
    pub(crate) refused: Option<AttrValue>,
    /// A day was typed, or the field was emptied; none of what is not a day.
    pub(crate) onchoose: Callback<Option<NaiveDate>>,
}

/// The field. It is read when the reader leaves it or presses Enter, never while a day is half written.
#[function_component]
pub(crate) fn DayField(props: &DayFieldProps) -> Html {
    let locale = use_locale();
    let language = locale.language;
    let wrong = use_state_eq(|| false);
    let (setter, onchoose) = (wrong.setter(), props.onchoose.clone());
    let onchange = move |event: Event| {
        let text = typed(&event);
        let day = read(&text, language);
        setter.set(day.is_none() && !text.trim().is_empty());
        if day.is_some() || text.trim().is_empty() {
            onchoose.emit(day);
        }
    };
    let words = locale.words.shell;
    let refused = if *wrong { Some(words.day_unreadable.into()) } else { props.refused.clone() };
    let remark = format!("{}-remark", props.id);
    html! {
        <span class="day-field">
            <input id={props.id.clone()} type="text" inputmode="numeric" autocomplete="off" size="10"
                placeholder={words.day_pattern} value={props.day.map(|day| written(day, language)).unwrap_or_default()}
                aria-invalid={refused.is_some().to_string()}
                aria-describedby={refused.is_some().then(|| remark.clone())} {onchange} />
            if let Some(refused) = refused { <span class="remark" role="alert" id={remark}>{ refused }</span> }
        </span>
    }
}

/// A day as it is typed: `16/12/2026`, or `12/16/2026`.
fn written(day: NaiveDate, language: Language) -> String {
    let text = day.to_string();
    let (year, month, day) = (&text[..4], &text[5..7], &text[8..]);
    match language {
        Language::Spanish => format!("{day}/{month}/{year}"),
        Language::English => format!("{month}/{day}/{year}"),
    }
}

/// Reads what was typed: by the language's order, with slashes, hyphens, points or nothing between; or as `2026-12-16`.
fn read(text: &str, language: Language) -> Option<NaiveDate> {
    let text = text.trim();
    if let Some(day) = paridad_engine::time::day::parse(text) {
        return Some(day);
    }
    let parts: Vec<&str> = text.split(['/', '-', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let (first, second, year) = match parts[..] {
        [first, second, year] => (first, second, year),
        [whole] if whole.len() == 8 && whole.is_ascii() => (&whole[..2], &whole[2..4], &whole[4..]),
        _ => return None,
    };
    let (day, month) = match language {
        Language::Spanish => (first, second),
        Language::English => (second, first),
    };
    let year: i32 = year.parse().ok()?;
    // Nobody means the first century.
    let year = if (0..100).contains(&year) { 2000 + year } else { year };
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_the_order_of_the_language() {
        let day: NaiveDate = "2026-12-31".parse().unwrap();
        for text in ["31/12/2026", "31-12-2026", "31.12.26", "31122026", "2026-12-31", " 31 / 12 / 2026 "] {
            assert_eq!(read(text, Language::Spanish), Some(day), "{text}");
        }
        for text in ["12/31/2026", "12312026", "2026-12-31"] {
            assert_eq!(read(text, Language::English), Some(day), "{text}");
        }
        for text in ["12/31/2026", "1", "123", "31/12", "31/02/2026", "x/y/z", ""] {
            assert_eq!(read(text, Language::Spanish), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let day: NaiveDate = "2027-01-04".parse().unwrap();
        for language in Language::ALL {
            assert_eq!(read(&written(day, language), language), Some(day));
        }
    }
}
