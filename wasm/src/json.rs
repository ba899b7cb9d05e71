//! The server's answers, parsed by the browser and read into the API's structs.
//!
//! A reader of one's own costs a few lines here; one derived for every struct costs a sixth of the whole page.

mod answers;

use chrono::{DateTime, NaiveDate, Utc};
use js_sys::{Array, JSON, Object, Reflect};
pub(crate) use paridad_engine::time::day::parse as day;
use wasm_bindgen::{JsCast, JsValue};

/// Reads structs member by member; `in` names a struct whose members stand among the others.
macro_rules! read {
    ($($kind:ident { $($name:ident),* $(; in $inner:ident)? })*) => {$(
        impl $crate::json::Read for $kind {
            fn read(json: &$crate::json::Json) -> Option<Self> {
                Some(Self { $($name: json.member(stringify!($name))?,)* $($inner: $crate::json::Read::read(json)?,)? })
            }
        }
    )*};
}
pub(crate) use read;

/// A value of JSON.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    /// Nothing.
    Null,
    /// A truth value.
    Truth(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// Members by name.
    Object(Vec<(String, Self)>),
}

/// What can be read from an answer.
pub(crate) trait Read: Sized {
    /// Reads it; none where the answer has another form.
    fn read(json: &Json) -> Option<Self>;
}

impl Json {
    /// Takes over what the browser has parsed.
    pub(crate) fn of(value: &JsValue) -> Self {
        if let Some(number) = value.as_f64() {
            Self::Number(number)
        } else if let Some(text) = value.as_string() {
            Self::Text(text)
        } else if let Some(truth) = value.as_bool() {
            Self::Truth(truth)
        } else if let Some(list) = value.dyn_ref::<Array>() {
            Self::List(list.iter().map(|item| Self::of(&item)).collect())
        } else if let Some(object) = value.dyn_ref::<Object>() {
            let member = |pair: JsValue| {
                let pair: Array = pair.unchecked_into();
                (pair.get(0).as_string().unwrap_or_default(), Self::of(&pair.get(1)))
            };
            Self::Object(Object::entries(object).iter().map(member).collect())
        } else {
            Self::Null
        }
    }

    /// Reads a member; one that is missing is nothing.
    pub(crate) fn member<T: Read>(&self, name: &str) -> Option<T> {
        let Self::Object(members) = self else { return None };
        let found = members.iter().find(|(own, _)| own == name);
        T::read(found.map_or(&Self::Null, |(_, value)| value))
    }
}

/// An object of JavaScript with these members.
pub(crate) fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // A fresh plain object takes any property.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

/// An object as JSON.
pub(crate) fn written(members: &[(&str, JsValue)]) -> String {
    JSON::stringify(&object(members)).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// A moment written as `2026-10-30T15:00:00Z`, to the second.
fn moment(text: &str) -> Option<DateTime<Utc>> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let mut parts = time.splitn(3, ':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next()?.split('.').next()?);
    let time = (hour.parse().ok()?, minute.parse().ok()?, second.parse().ok()?);
    Some(day(date)?.and_hms_opt(time.0, time.1, time.2)?.and_utc())
}

impl Read for f64 {
    fn read(json: &Json) -> Option<Self> {
        if let Json::Number(number) = json { Some(*number) } else { None }
    }
}

impl Read for bool {
    fn read(json: &Json) -> Option<Self> {
        if let Json::Truth(truth) = json { Some(*truth) } else { None }
    }
}

impl Read for String {
    fn read(json: &Json) -> Option<Self> {
        if let Json::Text(text) = json { Some(text.clone()) } else { None }
    }
}

impl Read for u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be a small whole number"
    )]
    fn read(json: &Json) -> Option<Self> {
        /// Beyond it not every whole number is a `f64`.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let number = f64::read(json)?;
        ((0.0..=EXACT).contains(&number) && number.fract() == 0.0).then_some(number as Self)
    }
}

impl Read for u32 {
    fn read(json: &Json) -> Option<Self> {
        u64::read(json)?.try_into().ok()
    }
}

impl Read for u16 {
    fn read(json: &Json) -> Option<Self> {
        u64::read(json)?.try_into().ok()
    }
}

impl Read for usize {
    fn read(json: &Json) -> Option<Self> {
        u64::read(json)?.try_into().ok()
    }
}

impl Read for NaiveDate {
    fn read(json: &Json) -> Option<Self> {
        if let Json::Text(text) = json { day(text) } else { None }
    }
}

impl Read for DateTime<Utc> {
    fn read(json: &Json) -> Option<Self> {
        if let Json::Text(text) = json { moment(text) } else { None }
    }
}

impl<T: Read> Read for Option<T> {
    fn read(json: &Json) -> Option<Self> {
        if *json == Json::Null { Some(None) } else { T::read(json).map(Some) }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: &Json) -> Option<Self> {
        if let Json::List(items) = json { items.iter().map(T::read).collect() } else { None }
    }
}

#[cfg(test)]
pub(crate) mod tests;
