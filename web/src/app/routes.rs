//! Routes, each declared together with what it needs of who asks.

use super::App;
use crate::secrets::token::Right;
use axum::Router;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodRouter, get, post};
use std::sync::Arc;

/// What a route needs of who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Nothing: everybody may ask.
    Nothing,
    /// A signature, which its handler verifies, instead of a token.
    Signature,
    /// A right.
    Right(Right),
}

impl From<Right> for Needs {
    fn from(right: Right) -> Self {
        Self::Right(right)
    }
}

/// A route as it was declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Declared {
    /// The method.
    pub(crate) method: Method,
    /// The path, with its parameters in braces.
    pub(crate) path: &'static str,
    /// What it needs.
    pub(crate) needs: Needs,
}

/// Routes that answer, and what each needs: there is no other way to add one.
#[derive(Debug, Default)]
pub(crate) struct Routes {
    router: Router<Arc<App>>,
    declared: Vec<Declared>,
}

impl Routes {
    /// Adds what may be asked for at a path.
    pub(crate) fn get<H, T>(self, path: &'static str, needs: impl Into<Needs>, handler: H) -> Self
    where
        H: Handler<T, Arc<App>>,
        T: 'static,
    {
        self.add(Declared { method: Method::GET, path, needs: needs.into() }, get(handler))
    }

    /// Adds what may be done at a path.
    pub(crate) fn post<H, T>(self, path: &'static str, needs: impl Into<Needs>, handler: H) -> Self
    where
        H: Handler<T, Arc<App>>,
        T: 'static,
    {
        self.add(Declared { method: Method::POST, path, needs: needs.into() }, post(handler))
    }

    fn add(mut self, declared: Declared, answers: MethodRouter<Arc<App>>) -> Self {
        self.router = self.router.route(declared.path, answers);
        self.declared.push(declared);
        self
    }

    /// These and others.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.declared.extend(other.declared);
        Self { router: self.router.merge(other.router), declared: self.declared }
    }

    /// The routes themselves, and what each of them needs.
    pub(crate) fn apart(self) -> (Router<Arc<App>>, Vec<Declared>) {
        (self.router, self.declared)
    }
}
