//! A value that is shared and compared by identity, so that Yew sees in no time whether it has changed.

use std::any::Any;
use std::ops::Deref;
use std::rc::Rc;

/// A value behind a counted pointer; two are equal when they are the same one.
#[derive(Debug)]
pub(crate) struct Shared<T: ?Sized>(Rc<T>);

impl<T> Shared<T> {
    /// Shares a value.
    pub(crate) fn new(value: T) -> Self {
        Self(Rc::new(value))
    }
}

impl Shared<dyn Any> {
    /// The value as one of a kind, if it is.
    pub(crate) fn downcast<T: 'static>(self) -> Option<Shared<T>> {
        self.0.downcast().ok().map(Shared)
    }
}

impl<T: ?Sized> From<Rc<T>> for Shared<T> {
    fn from(value: Rc<T>) -> Self {
        Self(value)
    }
}

impl<T: Default> Default for Shared<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: ?Sized> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T: ?Sized> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: ?Sized> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_value_is_equal() {
        let one = Shared::new(1.0);
        assert!(one == one.clone());
        assert!(one != Shared::new(1.0));
    }
}
