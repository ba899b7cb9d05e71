//! The public sources: whatever knows them, knows them from here.

use super::public::Public;
use super::{banxico, cboe, ecb, events, fed, inegi, ustreasury};
use crate::catalogue::Catalogue;
use std::sync::LazyLock;

/// The public sources, in the order in which they are pulled.
pub static PUBLIC: [&Public; 6] =
    [&ecb::SOURCE, &banxico::SOURCE, &inegi::SOURCE, &ustreasury::SOURCE, &fed::SOURCE, &cboe::SOURCE];

/// The public source of that name.
pub fn public(name: &str) -> Option<&'static Public> {
    PUBLIC.into_iter().find(|source| source.name == name)
}

/// The series of all public sources, in their order, and then the calendars of what is scheduled.
pub fn catalogue() -> &'static Catalogue {
    static ALL: LazyLock<Catalogue> = LazyLock::new(|| {
        let public = PUBLIC.iter().map(|source| source.catalogue());
        Catalogue::of_all(public.chain([events::catalogue()]))
    });
    &ALL
}
