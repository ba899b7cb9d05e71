//! JSON whose fields stay in the order in which they were written.

use crate::maths::domain::Domain;
use crate::maths::parameter::{Allowed, Parameter};
use crate::time::horizon::ANCHORS;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// A value.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(super) enum Json {
    Plain(Value),
    List(Vec<Json>),
    #[serde(serialize_with = "in_order")]
    Object(Vec<(&'static str, Json)>),
}

impl<T: Into<Value>> From<T> for Json {
    fn from(plain: T) -> Self {
        Self::Plain(plain.into())
    }
}

fn in_order<S: Serializer>(fields: &[(&'static str, Json)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(fields.len()))?;
    for (name, value) in fields {
        map.serialize_entry(name, value)?;
    }
    map.end()
}

/// A field of a table.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) presence: Presence,
    pub(super) schema: Json,
}

/// Whether a field may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Needed,
    Optional,
}

/// A field that must be there.
pub(super) fn needed(name: &'static str, schema: Json) -> Field {
    Field { name, presence: Presence::Needed, schema }
}

/// A field that may be left out.
pub(super) fn optional(name: &'static str, schema: Json) -> Field {
    Field { name, presence: Presence::Optional, schema }
}

/// What is described, then its other fields.
pub(super) fn described(description: &str, rest: Vec<(&'static str, Json)>) -> Json {
    Json::Object(std::iter::once(("description", description.into())).chain(rest).collect())
}

/// What a table of these fields must be.
pub(super) fn table(fields: Vec<Field>) -> Vec<(&'static str, Json)> {
    let needed = fields.iter().filter(|field| field.presence == Presence::Needed);
    let required = needed.map(|field| field.name.into()).collect();
    let properties = fields.into_iter().map(|field| (field.name, field.schema)).collect();
    vec![
        ("type", "object".into()),
        ("additionalProperties", false.into()),
        ("required", Json::List(required)),
        ("properties", Json::Object(properties)),
    ]
}

/// What a table must be whose fields are names of the author's.
pub(super) fn by_name(of: Json) -> Vec<(&'static str, Json)> {
    let names = Json::Object(vec![("pattern", NAME.into())]);
    vec![("type", "object".into()), ("propertyNames", names), ("additionalProperties", of)]
}

/// What a list must be.
pub(super) fn list(most: u16, items: Json) -> Vec<(&'static str, Json)> {
    vec![("type", "array".into()), ("minItems", 1.into()), ("maxItems", most.into()), ("items", items)]
}

/// What a text must be.
pub(super) fn text(pattern: &str) -> Vec<(&'static str, Json)> {
    vec![("type", "string".into()), ("pattern", pattern.into())]
}

/// A day of the calendar, as TOML writes it.
pub(super) fn day() -> Vec<(&'static str, Json)> {
    vec![("type", "string".into()), ("format", "date".into())]
}

/// One of several words.
pub(super) fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<(&'static str, Json)> {
    vec![("enum", Json::List(words.into_iter().map(Json::from).collect()))]
}

/// What a name must be.
pub(super) const NAME: &str = "^[a-z0-9._-]{1,64}$";

/// A number within a domain.
pub(super) fn number(domain: Domain) -> Vec<(&'static str, Json)> {
    let ends = match domain {
        Domain::NotZero => vec![("not", Json::Object(vec![("const", 0.into())]))],
        Domain::MoreThan(low) => vec![("exclusiveMinimum", shortest(low))],
        Domain::UpTo(low, high) => vec![("exclusiveMinimum", shortest(low)), ("maximum", shortest(high))],
        Domain::Between(low, high) => vec![("minimum", shortest(low)), ("maximum", shortest(high))],
        Domain::Inside(low, high) => {
            vec![("exclusiveMinimum", shortest(low)), ("exclusiveMaximum", shortest(high))]
        }
    };
    std::iter::once(("type", "number".into())).chain(ends).collect()
}

/// A number in the fewest digits: 1, not 1.0.
fn shortest(number: f64) -> Json {
    Json::Plain(serde_json::from_str(&number.to_string()).unwrap())
}

/// A whole number between the two.
pub(super) fn whole(least: u16, most: u16) -> Vec<(&'static str, Json)> {
    vec![("type", "integer".into()), ("minimum", least.into()), ("maximum", most.into())]
}

/// The fields of a struct of figures; `features` is the most that there can be.
pub(super) fn figures(parameters: &[Parameter], features: u16) -> impl Iterator<Item = Field> {
    parameters.iter().map(move |parameter| {
        let allowed = match parameter.allowed {
            Allowed::Number(domain) => number(domain),
            Allowed::Whole(least, most) => whole(least, most),
            Allowed::UpToFeatures => whole(1, features),
            Allowed::Earlier => text(NAME),
            Allowed::Anchor => vec![("enum", Json::List(ANCHORS.map(|days| u16::from(days).into()).into()))],
        };
        needed(parameter.name, described(parameter.meaning, allowed))
    })
}
