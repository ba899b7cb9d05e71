//! Why a forecast is what it is: what moves its point, and what makes its interval wide.

use crate::app::{Audience, Maturity};
use crate::problem::Trouble;
use crate::view::View;
use paridad_engine::forecast::model::Interval;
use paridad_engine::forecast::outlook::Outlook;
use paridad_engine::maths::level::Level;
use paridad_wire as wire;

/// The interval whose width is explained, and the levels at its ends.
const EXPLAINED: Interval = Interval::Eighty;
const ENDS: [f64; 2] = [0.1, 0.9];

impl View {
    /// Why the forecast of a maturity is what it is.
    pub(crate) fn explanation(
        &self,
        maturity: Maturity,
        audience: Audience,
    ) -> Result<wire::Explanation, Trouble> {
        let (maturity, outlook) = self.reach(maturity)?;
        let logs = outlook.prediction();
        let rates = outlook.contributions_in_rate();
        let origin = &self.model.origin;
        let standardised = self.model.moments.standardise(&origin.row);
        let parts =
            logs.contributions.iter().zip(&rates.contributions).zip(origin.row.iter().zip(standardised));
        let features = self.model.recipe.features.iter();
        let contributions = features
            .zip(parts)
            .map(|(feature, ((log_move, rate), (value, standardised)))| wire::Contribution {
                feature: feature.name.clone(),
                value: *value,
                standardised,
                log_move: *log_move,
                rate: *rate,
            })
            .collect();
        Ok(wire::Explanation {
            provenance: self.provenance(audience),
            maturity,
            point: outlook.point_rate(),
            log_move: logs.point(),
            base_log_move: logs.base,
            base_rate: rates.base,
            contributions,
            width: self.width(&outlook)?,
        })
    }

    /// Why the interval is as wide as it is.
    fn width(&self, outlook: &Outlook) -> Result<wire::Width, Trouble> {
        let mut ends = [0.0; 2];
        for (end, level) in ends.iter_mut().zip(ENDS) {
            *end = outlook.rate(outlook.quantile(Level::try_from(level)?));
        }
        let [low, high] = ends;
        let logs = self.model.spread_reasons(outlook.horizon(), EXPLAINED);
        let log_width = logs.point();
        // An interval without width has nothing to share out.
        let factor = if log_width > 0.0 { (high - low) / log_width } else { 0.0 };
        let rates = logs.clone().scaled(factor);
        let row = self.model.spread_row(outlook.horizon());
        let parts = logs.contributions.iter().zip(&rates.contributions).zip(&row);
        let features = self.model.recipe.spread_features.iter();
        let contributions = features
            .zip(parts)
            .map(|(feature, ((log_width, rate), value))| wire::WidthContribution {
                feature: feature.name.clone(),
                value: *value,
                log_width: *log_width,
                rate: *rate,
            })
            .collect();
        Ok(wire::Width {
            interval: ENDS[1] - ENDS[0],
            low,
            high,
            log_width,
            base_log_width: logs.base,
            base_rate: rates.base,
            contributions,
        })
    }
}
