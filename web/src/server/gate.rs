//! Who asks: the holder of a token, or the owner of this machine; and whether he may.

use super::socket::Owner;
use crate::app::{App, Declared, Identity, Needs, language};
use crate::problem::{Refusal, Trouble};
use crate::secrets::token::{Right, Role, digest};
use axum::extract::{MatchedPath, OriginalUri, Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::sync::Arc;

/// Who is let in where.
#[derive(Debug, Clone)]
pub(super) struct Gate {
    app: Arc<App>,
    routes: Arc<[Declared]>,
}

impl Gate {
    /// Before routes as they were declared.
    pub(super) fn new(app: Arc<App>, declared: Vec<Declared>) -> Self {
        Self { app, routes: declared.into() }
    }

    /// What a request needs. What no route declares is refused after this: to be told so, who reads needs a reader's right,
    /// and who would change something an administrator's.
    pub(super) fn needed(&self, method: &Method, path: &str) -> Needs {
        let reads = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
        let asked = if *method == Method::HEAD { &Method::GET } else { method };
        let here = || self.routes.iter().filter(|route| route.path == path);
        // What is open is open to any method, if only to be told that there is none.
        let declared = here()
            .find(|route| route.method == *asked)
            .or_else(|| here().find(|route| route.needs == Needs::Nothing));
        let undeclared = if reads { Right::Read } else { Right::Administer };
        declared.map_or(undeclared.into(), |route| route.needs)
    }
}

/// Lets a request pass with its identity, or says why not, before anything of its body is read.
pub(super) async fn check(
    State(gate): State<Gate>,
    OriginalUri(uri): OriginalUri,
    mut request: Request,
    next: Next,
) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let right = match gate.needed(request.method(), route) {
        Needs::Nothing => return next.run(request).await,
        Needs::Signature => None,
        Needs::Right(right) => Some(right),
    };
    let app = &gate.app;
    let claim = claim(app, &request, right);
    let identified = async {
        let who = identify(app, claim?).await?;
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

#[cfg(test)]
mod tests {
    use super::*;

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
