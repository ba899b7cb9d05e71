//! What is asked of today, and what it is answered from.

use crate::app::{Archived, Audience, Maturity};
use crate::view::View;
use paridad_store::Reader;
use std::sync::Arc;

/// The horizon where none is asked for: a quarter of publication days.
pub(super) const QUARTER: u16 = 63;

/// How many months of rates are listed where no number is given, and at most.
pub(super) const MONTHS: u32 = 6;
pub(super) const MONTHS_MAX: usize = 24;

/// How many levels the matrix may have.
pub(super) const LEVELS_MAX: usize = 12;

/// How they are written.
pub(super) const LEVELS_WANTED: &str = "18,18.5,19 (1…12)";

/// What is asked.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) maturity: Maturity,
    /// The levels of the matrix; round ones where there are none.
    pub(super) levels: Vec<f64>,
    /// How many months of rates are listed.
    pub(super) months: u32,
}

/// What it is answered from, and for whom.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground<'a> {
    pub(super) reader: &'a Reader,
    pub(super) shown: &'a Arc<View>,
    pub(super) archived: &'a Archived,
    /// The sources that can be pulled.
    pub(super) sources: &'a [String],
    pub(super) audience: Audience,
}
