//! Joint paths of the rate, for whoever prices what depends on the way.

use crate::app::{Audience, Maturity};
use crate::problem::Trouble;
use crate::view::View;
use paridad_engine::time::horizon::Horizon;
use paridad_wire as wire;

/// How many paths are drawn, and with which seed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Draw {
    pub(crate) count: usize,
    pub(crate) seed: u64,
}

impl View {
    /// Joint paths up to a maturity.
    pub(crate) fn paths(
        &self,
        maturity: Maturity,
        draw: Draw,
        audience: Audience,
    ) -> Result<wire::Paths, Trouble> {
        let (maturity, outlook) = self.reach(maturity)?;
        let drawn = self.model.paths(outlook.horizon(), draw.count, draw.seed)?;
        let path = |path: usize| drawn.rates.iter().map(|day| day[path]).collect();
        let ahead = (1..=maturity.horizon).map(|days| Ok(self.model.target_day(Horizon::try_from(days)?)));
        Ok(wire::Paths {
            provenance: self.provenance(audience),
            seed: draw.seed,
            days: ahead.collect::<Result<_, Trouble>>()?,
            paths: (0..draw.count).map(path).collect(),
            maturity,
        })
    }
}
