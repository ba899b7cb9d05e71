//! Values of JSON, as the browser hands them over, read into structs and written from them.
//!
//! A reader of one's own costs a few lines here; one derived for every struct costs a sixth of the whole page.

use chrono::{DateTime, NaiveDate, Utc};
use js_sys::{Array, JSON, Object, Reflect};
pub use paridad_engine::time::day::parse as day;
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

/// Declares structs that are read and written member by member.
macro_rules! said {
    ($($(#[$doc:meta])* $kind:ident { $($(#[$member:meta])* $name:ident: $of:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $kind { $($(#[$member])* pub $name: $of,)* }

        $crate::json::read! { $kind { $($name),* } }

        impl $crate::json::Write for $kind {
            fn write(&self) -> $crate::json::Json {
                $crate::json::Json::Object(vec![
                    $((stringify!($name).to_owned(), $crate::json::Write::write(&self.$name)),)*
                ])
            }
        }
    )*};
}
pub(crate) use said;

/// A value of JSON.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
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
pub trait Read: Sized {
    /// Reads it; none where the answer has another form.
    fn read(json: &Json) -> Option<Self>;
}

/// What can be written.
pub trait Write {
    /// Writes it.
    fn write(&self) -> Json;
}

impl Json {
    /// Takes over what the browser has parsed.
    pub fn of(value: &JsValue) -> Self {
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

    /// Hands it over to the browser.
    pub fn to_js(&self) -> JsValue {
        match self {
            Self::Null => JsValue::NULL,
            Self::Truth(truth) => (*truth).into(),
            Self::Number(number) => (*number).into(),
            Self::Text(text) => text.into(),
            Self::List(items) => items.iter().map(Self::to_js).collect::<Array>().into(),
            Self::Object(members) => {
                let object = Object::new();
                for (name, value) in members {
                    // A fresh plain object takes any property.
                    let _ = Reflect::set(&object, &name.into(), &value.to_js());
                }
                object.into()
            }
        }
    }

    /// Reads a member; one that is missing is nothing.
    pub fn member<T: Read>(&self, name: &str) -> Option<T> {
        T::read(self.find(name)?)
    }

    /// A member; not spelled out anew for each kind that is read.
    #[inline(never)]
    fn find(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else { return None };
        let found = members.iter().find(|(own, _)| own == name);
        Some(found.map_or(&Self::Null, |(_, value)| value))
    }
}

/// An object of JavaScript with these members.
pub fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // A fresh plain object takes any property.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

/// An object as JSON.
pub fn written(members: &[(&str, JsValue)]) -> String {
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

impl Read for u8 {
    fn read(json: &Json) -> Option<Self> {
        u64::read(json)?.try_into().ok()
    }
}

impl Read for i64 {
    fn read(json: &Json) -> Option<Self> {
        let number = f64::read(json)?;
        let size = Self::try_from(u64::read(&Json::Number(number.abs()))?).ok()?;
        Some(if number < 0.0 { -size } else { size })
    }
}

impl Read for Json {
    fn read(json: &Json) -> Option<Self> {
        Some(json.clone())
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
        let Json::List(items) = json else { return None };
        // A loop is shorter code than an iterator that may end early, and there is one for each kind.
        let mut read = Self::with_capacity(items.len());
        for item in items {
            read.push(T::read(item)?);
        }
        Some(read)
    }
}

macro_rules! numbers {
    ($($kind:ty),*) => {$(
        impl Write for $kind {
            fn write(&self) -> Json {
                Json::Number((*self).into())
            }
        }
    )*};
}
numbers! { u16, u32 }

impl Write for f64 {
    fn write(&self) -> Json {
        Json::Number(*self)
    }
}

impl Write for bool {
    fn write(&self) -> Json {
        Json::Truth(*self)
    }
}

impl Write for String {
    fn write(&self) -> Json {
        Json::Text(self.clone())
    }
}

impl Write for NaiveDate {
    fn write(&self) -> Json {
        Json::Text(self.to_string())
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self) -> Json {
        self.as_ref().map_or(Json::Null, Write::write)
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self) -> Json {
        Json::List(self.iter().map(Write::write).collect())
    }
}

impl<T: Read, const N: usize> Read for [T; N] {
    fn read(json: &Json) -> Option<Self> {
        Vec::read(json)?.try_into().ok()
    }
}

impl<T: Write> Write for [T; 2] {
    fn write(&self) -> Json {
        Json::List(self.iter().map(Write::write).collect())
    }
}

#[cfg(test)]
mod tests;
