//! By what a caller recognises an answer that he has already: its entity tag, and the way to answer only that it still holds.

use super::reach::Audience;
use super::readers::Laid;

use crate::problem::Trouble;
use crate::view::{OWN_REVISION, View};
use crate::wording::Language;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use paridad_store::Hash;
use std::fmt::{Display, Write as _};

/// The tag of an answer. It is weak, because the same answer goes out compressed in several ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag(String);

/// An answer with its tag, or its tag alone for who has it already.
#[derive(Debug)]
pub(crate) enum Tagged<T> {
    /// He has it.
    Known(Tag),
    /// He does not.
    New(Tag, T),
}

/// What is asked, and in which form and language it is answered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form<'a> {
    pub(crate) uri: &'a Uri,
    pub(crate) media_type: &'static str,
    pub(crate) language: Language,
}

impl<'a> Form<'a> {
    /// JSON in a language.
    pub(crate) fn json(uri: &'a Uri, language: Language) -> Self {
        Self { uri, media_type: "application/json", language }
    }
}

impl Tag {
    /// The tag of what depends on these alone, beside the form and whoever computes it.
    pub(crate) fn of(form: Form<'_>, rest: &[&dyn Display]) -> Self {
        let Form { uri, media_type, language } = form;
        let language = language.pick("es", "en");
        let mut text =
            format!("{}\n{OWN_REVISION}\n{uri}\n{media_type}\n{language}", env!("CARGO_PKG_VERSION"));
        for part in rest {
            // Writing to a string cannot fail.
            let _ = write!(text, "\n{part}");
        }
        let mut hash = Hash::of(text.as_bytes()).to_string();
        hash.truncate(32);
        Self(hash)
    }

    /// The tag of what a version says to an audience. The clock changes only how late it is.
    pub(crate) fn of_view(form: Form<'_>, view: &View, audience: Audience) -> Self {
        let (row, late_days) = (&view.speaking, view.late_days(audience.now));
        Self::of(form, &[&row.number, &row.snapshot, &view.speaks, &view.pinned(), &late_days])
    }

    /// The tag of what was read from the archive, which is what it says.
    pub(crate) fn of_content(form: Form<'_>, content: &[u8]) -> Self {
        Self::of(form, &[&Hash::of(content)])
    }

    /// The answer, which is worked out only for who does not have it.
    pub(crate) async fn unless_known<T>(
        self,
        headers: &HeaderMap,
        work: impl Future<Output = Result<T, Trouble>>,
    ) -> Result<Tagged<T>, Trouble> {
        if self.is_named(headers) {
            return Ok(Tagged::Known(self));
        }
        // Any answer is as good as this one for who says so, but there must be one.
        let answer = work.await?;
        if entries(headers).any(|tag| tag == "*") {
            return Ok(Tagged::Known(self));
        }
        Ok(Tagged::New(self, answer))
    }

    /// Whether the caller names it as one that he has.
    fn is_named(&self, headers: &HeaderMap) -> bool {
        entries(headers).any(|tag| {
            let opaque = tag.strip_prefix("W/").unwrap_or(tag);
            opaque.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')) == Some(&self.0)
        })
    }
}

/// What the caller has: `If-None-Match` is a list of tags, or `*`.
fn entries(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let lists = headers.get_all(header::IF_NONE_MATCH).into_iter().filter_map(|list| list.to_str().ok());
    lists.flat_map(|list| list.split(',')).map(str::trim)
}

impl Tagged<Laid> {
    /// What was laid out, under the tag of what it says.
    pub(crate) fn by_content(laid: Laid, form: Form<'_>, headers: &HeaderMap) -> Self {
        let tag = Tag::of_content(form, laid.bytes());
        let is_known = tag.is_named(headers) || entries(headers).any(|tag| tag == "*");
        if is_known { Self::Known(tag) } else { Self::New(tag, laid) }
    }
}

impl<T: IntoResponse> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        let (Tag(tag), answer) = match self {
            Self::Known(tag) => (tag, StatusCode::NOT_MODIFIED.into_response()),
            Self::New(tag, answer) => (tag, answer.into_response()),
        };
        let fixed = [(header::ETAG, format!("W/\"{tag}\"")), (header::CACHE_CONTROL, "no-cache".to_owned())];
        (fixed, answer).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn form(uri: &Uri, language: Language) -> Form<'_> {
        Form { uri, media_type: "application/json", language }
    }

    #[test]
    fn an_answer_is_known_by_any_tag_of_the_list() {
        let known = |list: &'static str| {
            let headers = [(header::IF_NONE_MATCH, HeaderValue::from_static(list))].into_iter().collect();
            Tag("ab".to_owned()).is_named(&headers)
        };
        for list in ["\"ab\"", "W/\"ab\"", "\"x\", W/\"ab\""] {
            assert!(known(list), "{list}");
        }
        for list in ["ab", "\"a\"", "W/\"x\"", "", "*"] {
            assert!(!known(list), "{list}");
        }
    }

    #[test]
    fn a_tag_is_of_what_is_asked_in_its_form_and_language_and_of_all_that_it_depends_on() {
        let [one, other] = ["/a?x=1", "/a?x=2"].map(|uri| uri.parse::<Uri>().unwrap());
        let tag = Tag::of(form(&one, Language::English), &[&1, &"ab"]);
        assert_eq!(tag, Tag::of(form(&one, Language::English), &[&1, &"ab"]));
        for changed in [
            Tag::of(form(&other, Language::English), &[&1, &"ab"]),
            Tag::of(form(&one, Language::Spanish), &[&1, &"ab"]),
            Tag::of(Form { media_type: "text/csv", ..form(&one, Language::English) }, &[&1, &"ab"]),
            Tag::of(form(&one, Language::English), &[&2, &"ab"]),
            Tag::of(form(&one, Language::English), &[&1, &"ac"]),
            Tag::of_content(form(&one, Language::English), b"1\nab"),
        ] {
            assert_ne!(changed, tag);
        }
    }
}
