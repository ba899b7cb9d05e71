//! `GET /api/v1/report`: a report of one maturity.

use super::document::STYLE;
use crate::app::{App, Audience, Query, audience, language};
use crate::problem::Trouble;
use crate::wording::Language;
use axum::extract::{OriginalUri, State};
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{SHA256, digest};
use std::sync::{Arc, LazyLock};

/// A report runs nothing and loads nothing: of styles it may have its own, known by its hash.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let style = STANDARD.encode(digest(&SHA256, STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
});

/// `GET /api/v1/report?lang=es&horizon=63`
pub(super) async fn report(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let made = async {
        let query = Query::of(&uri, &["lang", "horizon", "date"])?;
        let (maturity, view) = (query.maturity()?, app.view()?);
        let audience = Audience { language: wanted(&query, &headers)?, ..audience(&headers) };
        let place = place(&uri, &headers);
        app.readers.compute(move || view.report(maturity, audience, place.as_deref())).await
    };
    match made.await {
        Ok(page) => {
            let mut response = Html(page).into_response();
            if let Ok(policy) = HeaderValue::from_str(&POLICY) {
                response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
            }
            response
        }
        Err(trouble) => trouble.respond(uri.path(), language(&headers)),
    }
}

/// The language that is asked for, and else the reader's own.
fn wanted(query: &Query, headers: &HeaderMap) -> Result<Language, Trouble> {
    match query.text("lang") {
        None => Ok(language(headers)),
        Some("es") => Ok(Language::Spanish),
        Some("en") => Ok(Language::English),
        Some(_) => Err(query.unreadable("lang", "es, en")),
    }
}

/// Where the dashboard shows the same maturity.
fn place(uri: &Uri, headers: &HeaderMap) -> Option<String> {
    // Whoever asked was let in by a name of this machine.
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let query = uri.query().unwrap_or_default().split('&');
    let day = query.filter(|part| part.starts_with("horizon=") || part.starts_with("date="));
    let day: Vec<&str> = day.collect();
    let mark = if day.is_empty() { "" } else { "?" };
    Some(format!("http://{host}/pronostico{mark}{}", day.join("&")))
}
