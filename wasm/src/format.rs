//! Numbers and days as a language writes them, by the browser's own `Intl`.

use crate::context::Language;
use crate::json::object;
use chrono::{DateTime, NaiveDate, Utc};
use js_sys::{Array, Date, Function, Intl};
use paridad_engine::time::day;
use wasm_bindgen::JsValue;

/// How many digits a rate has after the point, as Banxico and the ECB publish it.
const RATE_DIGITS: usize = 4;

/// How many digits a change of a rate has: what moves the point moves it by thousandths of a centavo.
const CHANGE_DIGITS: usize = 5;

const DAY_MILLISECONDS: f64 = 86_400_000.0;

/// The formats of one language. Making one is slow and using it is fast, so they are made once.
pub(crate) struct Format {
    plain: Vec<Function>,
    signed: Vec<Function>,
    percent: Function,
    day: Function,
    day_long: Function,
    month: Function,
    instant: Function,
}

impl Format {
    /// Makes the formats of a language.
    pub(crate) fn new(language: Language) -> Self {
        let signed = ("signDisplay", JsValue::from("exceptZero"));
        let day = |month: &str| {
            let zone = ("timeZone", "UTC".into());
            date(
                language,
                &[("day", "numeric".into()), ("month", month.into()), ("year", "numeric".into()), zone],
            )
        };
        Self {
            plain: (0..=CHANGE_DIGITS).map(|digits| number(language, digits, &[])).collect(),
            signed: (0..=CHANGE_DIGITS)
                .map(|digits| number(language, digits, std::slice::from_ref(&signed)))
                .collect(),
            percent: number(language, 1, &[("style", "percent".into())]),
            day: day("short"),
            day_long: day("long"),
            month: date(language, &[("month", "short".into()), ("timeZone", "UTC".into())]),
            instant: date(
                language,
                &[
                    ("dateStyle", "medium".into()),
                    ("timeStyle", "short".into()),
                    ("timeZone", "America/Mexico_City".into()),
                ],
            ),
        }
    }

    /// A rate: `18.2345`.
    pub(crate) fn rate(&self, value: f64) -> String {
        self.number(value, RATE_DIGITS)
    }

    /// A change of a rate: `+0.01234`.
    pub(crate) fn change(&self, value: f64) -> String {
        self.signed(value, CHANGE_DIGITS)
    }

    /// A change of a rate in centavos: `+11.25 ¢`.
    pub(crate) fn centavos(&self, value: f64) -> String {
        format!("{} ¢", self.signed(100.0 * value, 2))
    }

    /// A number with so many digits after the point, at most five.
    pub(crate) fn number(&self, value: f64, digits: usize) -> String {
        apply(&self.plain[digits.min(CHANGE_DIGITS)], &value.into())
    }

    /// The same with its sign.
    pub(crate) fn signed(&self, value: f64, digits: usize) -> String {
        apply(&self.signed[digits.min(CHANGE_DIGITS)], &value.into())
    }

    /// A whole number: `1,234`.
    pub(crate) fn whole(&self, value: usize) -> String {
        self.number(value as f64, 0)
    }

    /// A share as a percentage: `90.5%`.
    pub(crate) fn percent(&self, share: f64) -> String {
        apply(&self.percent, &share.into())
    }

    /// A day in few letters: `5 sep 2026`.
    pub(crate) fn day(&self, day: NaiveDate) -> String {
        apply(&self.day, &midnight(day))
    }

    /// A day in words: `5 de septiembre de 2026`.
    pub(crate) fn day_long(&self, day: NaiveDate) -> String {
        apply(&self.day_long, &midnight(day))
    }

    /// The name of a day's month in few letters.
    pub(crate) fn month(&self, day: NaiveDate) -> String {
        apply(&self.month, &midnight(day))
    }

    /// A number with all its digits, as few as tell it from every other.
    pub(crate) fn exact(value: f64) -> String {
        js_sys::Number::from(value).to_string_with_radix(10).map(String::from).unwrap_or_default()
    }

    /// A moment, in Mexico City.
    pub(crate) fn instant(&self, instant: DateTime<Utc>) -> String {
        apply(&self.instant, &Date::new(&(instant.timestamp_millis() as f64).into()).into())
    }
}

fn number(language: Language, digits: usize, more: &[(&str, JsValue)]) -> Function {
    let digits = JsValue::from(u32::try_from(digits).unwrap_or(u32::MAX));
    let mut options = vec![("minimumFractionDigits", digits.clone()), ("maximumFractionDigits", digits)];
    options.extend_from_slice(more);
    Intl::NumberFormat::new(&Array::of1(&language.tag().into()), &object(&options)).format()
}

fn date(language: Language, options: &[(&str, JsValue)]) -> Function {
    Intl::DateTimeFormat::new(&Array::of1(&language.tag().into()), &object(options)).format()
}

fn apply(format: &Function, value: &JsValue) -> String {
    format.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn midnight(day: NaiveDate) -> JsValue {
    Date::new(&(f64::from(day::number(day)) * DAY_MILLISECONDS).into()).into()
}
