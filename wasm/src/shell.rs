//! What stands around every page: its head with the ways to the others, the bar that says what is looked at, banners, and its foot.

mod banner;
mod context_bar;
mod dialog;
mod footer;
mod header;
mod horizons;
mod keys;
mod menu;
mod palette;
mod parity;
mod tour;

pub(crate) use banner::banner;
pub(crate) use context_bar::ContextBar;
pub(crate) use footer::footer;
pub(crate) use header::header;
pub(crate) use keys::Keys;
pub(crate) use tour::Tour;
