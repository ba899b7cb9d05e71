//! Who may ask: this server answers to loopback names only, and changes state for its own pages and for programs only.

use crate::app::language;
use crate::problem::Trouble;
use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::Response;

/// The most bytes that a body may have.
pub(super) const BODY_MAX_BYTES: usize = 64 << 20;

/// Lets a request pass or says why not.
pub(super) async fn check(request: Request, next: Next) -> Response {
    match objection(request.method(), request.headers()) {
        None => next.run(request).await,
        Some(trouble) => trouble.respond(request.uri().path(), language(request.headers())),
    }
}

fn objection(method: &Method, headers: &HeaderMap) -> Option<Trouble> {
    let host = text(headers, header::HOST).unwrap_or_default();
    if !is_loopback(host) {
        return Some(Trouble::ForeignHost);
    }
    // Before any of it is read: who announces what we never take need not send it.
    if announced(headers).is_some_and(|length| length > BODY_MAX_BYTES as u64) {
        return Some(Trouble::TooLarge);
    }
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return None;
    }
    (!comes_from(host, headers)).then_some(Trouble::CrossSite)
}

/// How long the body is by its own account.
fn announced(headers: &HeaderMap) -> Option<u64> {
    text(headers, header::CONTENT_LENGTH)?.parse().ok()
}

/// Whether a name resolves to this machine without asking anyone, so that no foreign name can be rebound to it.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|c| c.is_ascii_digit()) => name,
        _ => host,
    };
    name.eq_ignore_ascii_case("localhost") || name == "[::1]" || name.starts_with("127.") && is_address(name)
}

fn is_address(name: &str) -> bool {
    name.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

/// Whether a change comes from our own page, or from a program, which sends neither header.
fn comes_from(host: &str, headers: &HeaderMap) -> bool {
    let same_site = text(headers, "sec-fetch-site").is_none_or(|site| matches!(site, "same-origin" | "none"));
    let same_origin = text(headers, header::ORIGIN).is_none_or(|origin| origin == format!("http://{host}"));
    same_site && same_origin
}

fn text(headers: &HeaderMap, name: impl header::AsHeaderName) -> Option<&str> {
    headers.get(name).map(|value| value.to_str().unwrap_or("\u{fffd}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn a_foreign_name_is_refused_even_for_reading() {
        for host in ["evil.example", "127.0.0.1.evil.example", "10.0.0.1:8080", ""] {
            let refused = objection(&Method::GET, &headers(&[("host", host.to_owned().leak())]));
            assert!(matches!(refused, Some(Trouble::ForeignHost)), "{host}");
        }
        for host in ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "localhost"] {
            assert!(
                objection(&Method::GET, &headers(&[("host", host.to_owned().leak())])).is_none(),
                "{host}"
            );
        }
    }

    #[test]
    fn a_body_that_is_announced_as_too_long_is_refused_before_it_comes() {
        let of = |length| headers(&[("host", "localhost:8080"), ("content-length", length)]);
        assert!(objection(&Method::POST, &of("67108864")).is_none());
        for length in ["67108865", "18446744073709551615"] {
            assert!(matches!(objection(&Method::POST, &of(length)), Some(Trouble::TooLarge)), "{length}");
        }
    }

    #[test]
    fn a_change_needs_our_own_page_or_a_program() {
        let host = ("host", "localhost:8080");
        assert!(objection(&Method::POST, &headers(&[host])).is_none());
        for foreign in [("origin", "http://evil.example"), ("sec-fetch-site", "cross-site")] {
            let refused = objection(&Method::POST, &headers(&[host, foreign]));
            assert!(matches!(refused, Some(Trouble::CrossSite)), "{foreign:?}");
        }
    }
}
