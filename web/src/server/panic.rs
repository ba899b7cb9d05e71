//! What is answered when a handler panics: a problem like any other.

use crate::app::language;
use crate::problem::Trouble;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use std::any::Any;

/// What a panic said, on its way to the answer.
#[derive(Debug, Clone)]
struct Panicked(String);

/// Catches the panic where the request is no longer at hand.
pub(super) fn catch(panic: Box<dyn Any + Send + 'static>) -> Response {
    let said = panic.downcast::<String>().map(|text| *text);
    let said = said.or_else(|panic| panic.downcast::<&str>().map(|text| (*text).to_owned()));
    let mut response = Response::default();
    response.extensions_mut().insert(Panicked(said.unwrap_or_else(|_| "a panic without a text".to_owned())));
    response
}

/// Answers a panic that was caught, in the language and for the path of the request.
pub(super) async fn report(request: Request, next: Next) -> Response {
    let (path, language) = (request.uri().path().to_owned(), language(request.headers()));
    let mut response = next.run(request).await;
    match response.extensions_mut().remove::<Panicked>() {
        None => response,
        Some(Panicked(said)) => Trouble::Internal(said).respond(&path, language),
    }
}
