//! Putting a column to the test.

use super::aggregate::Aggregate;
use super::bounds::Bounds;
use super::cell::Cell;
use super::column::Column;
use super::verdict::{ROWS_MAX, Verdict};

impl Column {
    /// The cells that are no nulls, with their rows.
    pub(super) fn present(&self) -> impl Iterator<Item = (usize, &str)> {
        let cells = self.cells.iter().enumerate();
        cells.filter_map(|(row, cell)| cell.as_deref().map(|text| (row, text)))
    }

    /// Whether a share `mostly` of the cells satisfies `each`.
    pub(super) fn examine_cells(&self, each: &Cell, mostly: f64) -> Verdict {
        let mut rows = each.unexpected(self);
        let unexpected = rows.len();
        let cells = self.cells.len();
        // Where nulls are what is looked for they are no cells to be skipped.
        let nulls = if *each == Cell::Present { 0 } else { cells - self.present().count() };
        let judged = cells - nulls;
        let success = judged == 0 || (judged - unexpected) as f64 / judged as f64 >= mostly;
        rows.truncate(ROWS_MAX);
        Verdict { success, observed: None, cells, nulls, unexpected, rows }
    }

    /// Whether the figure `of` the column lies in `bounds`. One that cannot be computed does not.
    pub(super) fn examine_figure(&self, of: &Aggregate, bounds: Bounds) -> Verdict {
        let observed = of.of(self);
        let cells = self.cells.len();
        let success = observed.is_some_and(|figure| bounds.contain(figure));
        Verdict { success, observed, cells, nulls: cells - self.present().count(), ..Verdict::default() }
    }
}
