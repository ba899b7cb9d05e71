//! One id for all that comes of one cause, a request or a pull by the schedule, from where it begins to the archive.

use axum::http::HeaderMap;
use std::fmt;
use tracing::Span;

/// The id of a trace, as W3C Trace Context has it (<https://www.w3.org/TR/trace-context/>): never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TraceId(u128);

impl TraceId {
    /// The header by which who asks says of which trace his request is a part.
    const PARENT: &str = "traceparent";

    /// The header by which he is told of which trace the answer is.
    pub(crate) const RESPONSE: &str = "traceresponse";

    /// A new one.
    pub(crate) fn new() -> Self {
        Self(fastrand::u128(1..))
    }

    /// The one that a request is a part of, or a new one.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let parent = headers.get(Self::PARENT).and_then(|value| value.to_str().ok());
        parent.and_then(Self::parse).unwrap_or_else(Self::new)
    }

    fn parse(parent: &str) -> Option<Self> {
        let is_hex = |text: &str| text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        let parts: Vec<&str> = parent.split('-').collect();
        let (&[version, trace, span, flags], rest) = parts.split_first_chunk()?;
        let lengths = [version, trace, span, flags].map(str::len);
        // A later version may say more; what there is no version of is refused.
        let is_known = version != "ff" && (version != "00" || rest.is_empty());
        if lengths != [2, 32, 16, 2] || !is_known || ![version, trace, span, flags].into_iter().all(is_hex) {
            return None;
        }
        let id = u128::from_str_radix(trace, 16).ok()?;
        (id != 0).then_some(Self(id))
    }

    /// What the answer says of it.
    pub(crate) fn response(self) -> String {
        format!("00-{self}-{:016x}-00", fastrand::u64(1..))
    }
}

impl fmt::Display for TraceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// The same work, in the span of who asks for it on whatever thread it is done.
pub(crate) fn traced<T>(work: impl FnOnce() -> T) -> impl FnOnce() -> T {
    let span = Span::current();
    move || span.in_scope(work)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_goes_on_and_what_names_none_begins_a_new_one() {
        let id = "0af7651916cd43dd8448eb211c80319c";
        let of = |parent: String| {
            TraceId::of(&HeaderMap::from_iter([("traceparent".parse().unwrap(), parent.parse().unwrap())]))
        };
        for parent in [format!("00-{id}-b7ad6b7169203331-01"), format!("01-{id}-b7ad6b7169203331-01-more")] {
            assert_eq!(of(parent).to_string(), id);
        }
        for parent in [
            String::new(),
            id.to_owned(),
            format!("ff-{id}-b7ad6b7169203331-01"),
            format!("00-{id}-b7ad6b7169203331-01-more"),
            format!("00-{}-b7ad6b7169203331-01", "0".repeat(32)),
            format!("00-{}-b7ad6b7169203331-01", id.to_uppercase()),
            format!("00-{}-b7ad6b7169203331-01", "+".repeat(32)),
        ] {
            let new = of(parent.clone());
            assert!(new.to_string() != id && new != of(parent.clone()), "{parent}");
        }
        assert!(TraceId::new().response().starts_with("00-"));
    }
}
