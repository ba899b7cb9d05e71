//! Who asks: the holder of a token, or the owner of this machine; and whether he may.

use super::Owner;
use crate::app::Identity;
use crate::app::{App, language};
use crate::problem::{Refusal, Trouble};
use crate::token::{Right, Role, digest};
use axum::extract::{MatchedPath, OriginalUri, Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::sync::Arc;

/// What everybody may ask: whether the server lives, and whether it is ready.
const OPEN: [&str; 2] = ["/livez", "/readyz"];

/// Lets a request pass with its identity, or says why not, before anything of its body is read.
pub(super) async fn check(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    mut request: Request,
    next: Next,
) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    if OPEN.contains(&route) {
        return next.run(request).await;
    }
    let right = needed(request.method(), route);
    let claim = claim(&app, &request, right);
    let identified = async {
        let who = identify(&app, claim?).await?;
        who.check(right)?;
        Ok(who)
    };
    match identified.await {
        Ok(who) => {
            // Whatever looks at the request from here on sees who asks, and no secret.
            request.headers_mut().remove(header::AUTHORIZATION);
            request.extensions_mut().insert(who);
            next.run(request).await
        }
        Err(trouble) => {
            if matches!(trouble, Trouble::Refused(Refusal::Token)) {
                app.knocks.count();
            }
            trouble.respond(uri.path(), language(request.headers()))
        }
    }
}

/// What a request shows of who sends it: the digest of a token, or nothing where nothing need be shown.
fn claim(app: &App, request: &Request, right: Option<Right>) -> Result<Option<[u8; 32]>, Refusal> {
    let mut given = request.headers().get_all(header::AUTHORIZATION).iter();
    let Some(value) = given.next() else {
        // What is signed needs no token: its signature says who it is from.
        let may = right.is_none() || request.extensions().get::<Owner>().is_some() || !app.door.is_closed();
        return if may { Ok(None) } else { Err(Refusal::NoToken) };
    };
    let token = value.to_str().ok().and_then(shown).filter(|_| given.next().is_none());
    token.map(|token| Some(digest(&token))).ok_or(Refusal::Token)
}

/// Who that is.
async fn identify(app: &App, claim: Option<[u8; 32]>) -> Result<Identity, Trouble> {
    let Some(digest) = claim else { return Ok(Identity::Local) };
    let row = app.holders.of(&app.readers, &digest).await?;
    let holder = row.and_then(|row| Some(Identity::Holder { role: Role::named(&row.role)?, name: row.name }));
    Ok(holder.ok_or(Refusal::Token)?)
}

/// The token in `Bearer …`, or the password in `Basic …` (RFC 7617), whichever case the scheme is written in.
fn shown(value: &str) -> Option<String> {
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(token.to_owned());
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let credentials = String::from_utf8(STANDARD.decode(token).ok()?).ok()?;
    // A browser asks for a user name too; the token alone says who it is.
    credentials.split_once(':').map(|(_, password)| password.to_owned())
}

/// What a request needs: none where its signature decides. A change that is not named here is an administrator's.
fn needed(method: &Method, route: &str) -> Option<Right> {
    let route = route.strip_prefix("/api/v1").unwrap_or(route);
    let reads = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    Some(match route {
        "/tokens" | "/tokens/{name}/revoke" => Right::Administer,
        _ if reads => Right::Read,
        "/webhooks/{name}" if *method == Method::POST => return None,
        "/observations" => Right::Push,
        "/held"
        | "/held/{number}"
        | "/precedents"
        | "/precedents/{number}/agree"
        | "/precedents/{number}/revoke" => Right::Review,
        "/pull"
        | "/rollback"
        | "/resume"
        | "/verify"
        | "/jobs/{number}/cancel"
        | "/backup"
        | "/challengers"
        | "/candidates"
        | "/batches/{number}/take-out"
        | "/batches/{number}/take-out/preview"
        | "/batches/{number}/put-back"
        | "/batches/{number}/put-back/preview"
        | "/versions/{number}/promote" => Right::Operate,
        _ => Right::Administer,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_that_nobody_thought_of_is_an_administrators() {
        assert_eq!(needed(&Method::GET, "/api/v1/forecast"), Some(Right::Read));
        assert_eq!(needed(&Method::GET, "/api/v1/tokens"), Some(Right::Administer));
        assert_eq!(needed(&Method::POST, "/api/v1/held/{number}"), Some(Right::Review));
        assert_eq!(needed(&Method::GET, "/api/v1/held"), Some(Right::Read));
        assert_eq!(needed(&Method::POST, "/api/v1/held"), Some(Right::Review));
        assert_eq!(needed(&Method::POST, "/api/v1/observations"), Some(Right::Push));
        assert_eq!(needed(&Method::POST, "/api/v1/webhooks/{name}"), None);
        assert_eq!(needed(&Method::DELETE, "/api/v1/webhooks/{name}"), Some(Right::Administer));
        assert_eq!(needed(&Method::POST, "/api/v1/something/new"), Some(Right::Administer));
        assert_eq!(needed(&Method::DELETE, "/api/v1/forecast"), Some(Right::Administer));
    }

    #[test]
    fn a_token_stands_after_the_word_bearer_or_is_a_password() {
        for value in ["Bearer pdt_1", "bearer  pdt_1 ", "Basic YW5hOnBkdF8x", "basic OnBkdF8x"] {
            assert_eq!(shown(value).as_deref(), Some("pdt_1"), "{value}");
        }
        for wrong in ["pdt_1", "Basic cGR0", "Basic é", "Basic", "Bearer", "Digest pdt_1", ""] {
            assert_eq!(shown(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn whoever_is_here_without_a_token_may_do_all_and_is_nobody() {
        assert!(Identity::Local.check(Some(Right::Administer)).is_ok());
        assert_eq!((Identity::Local.name(), Identity::Local.has_token()), ("local", false));
        let ana = Identity::Holder { name: "ana".to_owned(), role: Role::Reviewer };
        assert!(ana.check(Some(Right::Review)).is_ok() && ana.check(None).is_ok());
        assert!(matches!(ana.check(Some(Right::Operate)), Err(Refusal::Role { .. })));
    }
}
