//! How good the forecasts have been, by horizon and regime.

use super::rolling::rolling;
use crate::app::Audience;
use crate::problem::Trouble;
use crate::view::View;
use paridad_engine::features::regime::Regime;
use paridad_engine::judging::scoreboard::{Row, Score};
use paridad_engine::time::horizon::ANCHORS;
use paridad_store::Reader;
use paridad_wire as wire;

impl View {
    /// The scores of every forecast whose truth has come, up to the origin of the version that speaks.
    pub(super) fn scores(&self, reader: &Reader, audience: Audience) -> Result<wire::Scores, Trouble> {
        let regimes = || std::iter::once(None).chain(Regime::ALL.into_iter().map(Some));
        let places = ANCHORS.into_iter().enumerate();
        let rows = places.flat_map(|(index, horizon)| {
            let row = move |regime| {
                let row = self.scoreboard.row(index, regime)?;
                Some(score_row(horizon.into(), regime, &row))
            };
            regimes().filter_map(row)
        });
        Ok(wire::Scores {
            provenance: self.provenance(audience),
            rows: rows.collect(),
            rolling: rolling(reader, self)?,
        })
    }
}

fn score_row(horizon: u16, regime: Option<Regime>, row: &Row) -> wire::ScoreRow {
    wire::ScoreRow {
        horizon,
        regime: regime.map(|regime| regime.name().to_owned()),
        count: row.count,
        independent: row.independent_count,
        crps: ratio(row.crps),
        pinball: ratio(row.pinball),
        tail_pinball: ratio(row.tail_pinball),
        winkler80: ratio(row.winkler80),
        winkler95: ratio(row.winkler95),
        rmse: ratio(row.rmse),
        mae: ratio(row.mae),
        cover80: row.cover80,
        cover95: row.cover95,
        pit: row.pit.counts().to_vec(),
        significance: row
            .diebold_mariano
            .map(|test| wire::Significance { statistic: test.statistic, p_value: test.p_value }),
    }
}

fn ratio(score: Score) -> wire::Ratio {
    wire::Ratio { value: score.value, relative: score.relative }
}
