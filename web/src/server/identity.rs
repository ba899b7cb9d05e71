//! Who asks: the holder of a token, or whoever is on this machine; and whether he may.

use super::{App, language};
use crate::problem::{Refusal, Trouble};
use crate::token::{Right, Role, digest};
use axum::extract::{MatchedPath, OriginalUri, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use paridad_store::{ANONYMOUS, StoreError};
use std::sync::Arc;

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Identity {
    /// Somebody on this machine without a token: he may do all, but is nobody where people must be told apart.
    Local,
    /// The holder of a token.
    Holder {
        /// The token's name.
        name: String,
        /// What it allows.
        role: Role,
    },
}

impl Identity {
    /// Under which name he acts.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Local => ANONYMOUS,
            Self::Holder { name, .. } => name,
        }
    }

    /// Whether he has shown a token.
    pub(crate) fn has_token(&self) -> bool {
        *self != Self::Local
    }

    fn check(&self, right: Option<Right>) -> Result<(), Refusal> {
        match (self, right) {
            (Self::Holder { role, .. }, Some(right)) if !role.allows(right) => {
                Err(Refusal::Role { role: *role, right })
            }
            _ => Ok(()),
        }
    }
}

/// Lets a request pass with its identity, or says why not, before anything of its body is read.
pub(super) async fn check(
    State(app): State<Arc<App>>,
    OriginalUri(uri): OriginalUri,
    mut request: Request,
    next: Next,
) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let right = needed(request.method(), route);
    let identified = identify(&app, request.headers()).and_then(|who| {
        who.check(right)?;
        Ok(who)
    });
    match identified {
        Ok(who) => {
            // Whatever looks at the request from here on sees who asks, and no secret.
            request.headers_mut().remove(header::AUTHORIZATION);
            request.extensions_mut().insert(who);
            next.run(request).await
        }
        Err(trouble) => trouble.respond(uri.path(), language(request.headers())),
    }
}

/// Who sends these headers.
fn identify(app: &App, headers: &HeaderMap) -> Result<Identity, Trouble> {
    let mut given = headers.get_all(header::AUTHORIZATION).iter();
    let Some(value) = given.next() else { return Ok(Identity::Local) };
    let token = value.to_str().ok().and_then(bearer).filter(|_| given.next().is_none());
    let token = token.ok_or(Refusal::Token)?;
    let failed = |error: StoreError| Trouble::Internal(crate::conductor::chain(&error));
    let row =
        app.archive()?.read().and_then(|reader| reader.token_by_digest(&digest(token))).map_err(failed)?;
    let holder = row.and_then(|row| Some(Identity::Holder { role: Role::named(&row.role)?, name: row.name }));
    Ok(holder.ok_or(Refusal::Token)?)
}

/// The token in `Bearer …`, whichever case the scheme is written in.
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// What a request needs: none where its signature decides. A change that is not named here is an administrator's.
fn needed(method: &Method, route: &str) -> Option<Right> {
    let route = route.strip_prefix("/api/v1").unwrap_or(route);
    let reads = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    Some(match route {
        "/tokens" | "/tokens/{name}/revoke" => Right::Administer,
        _ if reads => Right::Read,
        "/webhooks/{name}" => return None,
        "/observations" => Right::Push,
        "/held/{number}" | "/precedents" | "/precedents/{number}/agree" | "/precedents/{number}/revoke" => {
            Right::Review
        }
        "/pull"
        | "/rollback"
        | "/resume"
        | "/verify"
        | "/backup"
        | "/challengers"
        | "/candidates"
        | "/batches/{number}/take-out"
        | "/batches/{number}/put-back"
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
        assert_eq!(needed(&Method::POST, "/api/v1/observations"), Some(Right::Push));
        assert_eq!(needed(&Method::POST, "/api/v1/webhooks/{name}"), None);
        assert_eq!(needed(&Method::POST, "/api/v1/something/new"), Some(Right::Administer));
        assert_eq!(needed(&Method::DELETE, "/api/v1/forecast"), Some(Right::Administer));
    }

    #[test]
    fn a_token_stands_after_the_word_bearer() {
        assert_eq!(bearer("Bearer pdt_1"), Some("pdt_1"));
        assert_eq!(bearer("bearer  pdt_1 "), Some("pdt_1"));
        for wrong in ["pdt_1", "Basic cGR0", "Bearer", ""] {
            assert_eq!(bearer(wrong), None, "{wrong}");
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
