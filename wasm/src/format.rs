//! Numbers and days as a language writes them, by the browser's own `Intl`.

use crate::address::Language;
use chrono::{DateTime, NaiveDate, Utc};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use paridad_engine::time::day;
use wasm_bindgen::JsValue;

/// How many digits the exchange rate itself has after the point, as Banxico and the ECB publish it.
const RATE_DIGITS: usize = 4;

/// How many digits the ends of an interval have.
const END_DIGITS: usize = 2;

/// The least change in centavos that is written as a number.
const LEAST_CENTAVOS: f64 = 0.1;

/// The least probability that is written as a number.
const LEAST_SHARE: f64 = 0.01;

/// Below this a money amount keeps its centavos.
const ROUND_MONEY: f64 = 1_000.0;

const DAY_MILLISECONDS: f64 = 86_400_000.0;

/// What a language writes before a negative number.
const MINUS: &str = "\u{2212}";

/// The formats of one language. Making one is slow and using it is fast, so they are made once.
pub(crate) struct Format {
    plain: Vec<Function>,
    day: Function,
    day_long: Function,
    month: Function,
    instant: Function,
}

impl Format {
    /// Makes the formats of a language.
    pub(crate) fn new(language: Language) -> Self {
        let day = |month: &str| {
            date(
                language,
                &[
                    ("day", "numeric".into()),
                    ("month", month.into()),
                    ("year", "numeric".into()),
                    ("timeZone", "UTC".into()),
                ],
            )
        };
        Self {
            plain: (0..=RATE_DIGITS).map(|digits| number(language, digits)).collect(),
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

    /// The exchange rate itself: `18.2345`.
    pub(crate) fn rate(&self, value: f64) -> String {
        self.number(value, RATE_DIGITS)
    }

    /// An end of an interval, or any rate that is expected: `18.23`.
    pub(crate) fn end(&self, value: f64) -> String {
        self.number(value, END_DIGITS)
    }

    /// An interval: `17.99 – 20.38`.
    pub(crate) fn interval(&self, [low, high]: [f64; 2]) -> String {
        format!("{} – {}", self.end(low), self.end(high))
    }

    /// A change of a rate in centavos: `+6.5 ¢`.
    pub(crate) fn centavos(&self, pesos: f64) -> String {
        let centavos = 100.0 * pesos;
        if centavos.abs() < LEAST_CENTAVOS {
            return format!("< {} ¢", self.number(LEAST_CENTAVOS, 1));
        }
        format!("{} ¢", self.signed(centavos, 1))
    }

    /// A probability in whole percent: `< 1 %`.
    pub(crate) fn share(&self, share: f64) -> String {
        if share < LEAST_SHARE {
            "< 1 %".to_owned()
        } else if share > 1.0 - LEAST_SHARE {
            "> 99 %".to_owned()
        } else {
            format!("{} %", self.number(100.0 * share, 0))
        }
    }

    /// A share in percent with one digit.
    pub(crate) fn percent(&self, share: f64) -> String {
        format!("{} %", self.number(100.0 * share, 1))
    }

    /// An amount of money without its sign: `1,234,568`.
    pub(crate) fn money(&self, value: f64) -> String {
        self.number(value, if value.abs() < ROUND_MONEY { 2 } else { 0 })
    }

    /// A number with so many digits after the point, at most four.
    pub(crate) fn number(&self, value: f64, digits: usize) -> String {
        let text = apply(&self.plain[digits.min(RATE_DIGITS)], &value.abs().into());
        let is_zero = !text.bytes().any(|letter| (b'1'..=b'9').contains(&letter));
        if value < 0.0 && !is_zero { format!("{MINUS}{text}") } else { text }
    }

    /// The same with its sign.
    pub(crate) fn signed(&self, value: f64, digits: usize) -> String {
        let text = self.number(value, digits);
        if value > 0.0 { format!("+{text}") } else { text }
    }

    /// A whole number: `1,234`.
    pub(crate) fn whole(&self, value: usize) -> String {
        self.number(value as f64, 0)
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
        self.moment(instant.timestamp_millis() as f64)
    }

    /// The same from milliseconds since 1970.
    pub(crate) fn moment(&self, milliseconds: f64) -> String {
        apply(&self.instant, &Date::new(&milliseconds.into()).into())
    }
}

fn number(language: Language, digits: usize) -> Function {
    let digits = JsValue::from(u32::try_from(digits).unwrap_or(u32::MAX));
    let options = [("minimumFractionDigits", digits.clone()), ("maximumFractionDigits", digits)];
    Intl::NumberFormat::new(&Array::of1(&language.tag().into()), &object(&options)).format()
}

fn date(language: Language, options: &[(&str, JsValue)]) -> Function {
    Intl::DateTimeFormat::new(&Array::of1(&language.tag().into()), &object(options)).format()
}

/// An object of JavaScript with these members.
fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // A fresh plain object takes any property.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

fn apply(format: &Function, value: &JsValue) -> String {
    format.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn midnight(day: NaiveDate) -> JsValue {
    Date::new(&(f64::from(day::number(day)) * DAY_MILLISECONDS).into()).into()
}
