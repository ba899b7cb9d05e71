//! Measures again where learning begins: first the coefficients, then, with them compiled in, the shapes.

use crate::workspace::{Workspace, run};

/// Writes the engine's table of measured numbers.
pub(crate) fn run_both(workspace: &Workspace, vix: Option<&str>) -> anyhow::Result<()> {
    for step in ["coefficients", "shapes"] {
        run(workspace.cargo("run --release --package paridad-tests --bin prior --").arg(step).args(vix))?;
    }
    run(&mut workspace.cargo("fmt --package paridad-engine"))
}
