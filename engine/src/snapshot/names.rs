//! The names of a snapshot's parts; one that ends in a slash stands before a number.

pub(super) const AGENDA: &str = "agenda";
pub(super) const RECIPE: &str = "recipe";
pub(super) const STANDING: &str = "standing";
pub(super) const STATE: &str = "state";
pub(super) const DYNAMICS: &str = "dynamics";
pub(super) const HEAD: &str = "head/";
pub(super) const BATCH: &str = "batch/";
pub(super) const ARRIVALS: &str = "arrivals";
pub(super) const BEFORE: &str = "before";
pub(super) const MONITORS_BEFORE: &str = "before/monitors";
pub(super) const SCORES_BEFORE: &str = "before/scores";
pub(super) const CUT: &str = "cut";
pub(super) const GARCH: &str = "garch";
pub(super) const GAUGES: &str = "gauges";
pub(super) const MEMORY: &str = "memory/";
pub(super) const MONITORS: &str = "monitors";
pub(super) const PANEL: &str = "panel/";
pub(super) const PENDING: &str = "pending/";
pub(super) const RETURNS: &str = "returns/";
pub(super) const SCORES: &str = "scores";
pub(super) const WINDOW: &str = "window/";

/// Whether speaking needs the part; the others only learn.
pub fn speaks(name: &str) -> bool {
    [RECIPE, STATE, AGENDA, STANDING, DYNAMICS].contains(&name)
        || name.starts_with(HEAD)
        || name.starts_with(BATCH)
}
