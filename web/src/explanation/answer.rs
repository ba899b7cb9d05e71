//! Why a forecast is what it is: what moves its point, what makes its interval wide and where its ends lie, and why it is as likely to
//! end above a level.

use crate::app::{Audience, Maturity, likelihood};
use crate::problem::Trouble;
use crate::view::View;
use paridad_engine::features::point::Feature;
use paridad_engine::forecast::explanation::{Explanation, Interval, Parts};
use paridad_engine::forecast::outlook::Outlook;
use paridad_engine::maths::level::Level;
use paridad_wire as wire;

/// The interval that is explained, and the levels at its ends.
const EXPLAINED: Interval = Interval::Eighty;
const ENDS: [f64; 2] = [0.1, 0.9];

/// What the features add to the ends of the interval, in pesos, and to the probability that is asked about.
struct Reasons {
    explanation: Explanation,
    low: Parts,
    high: Parts,
    above: Option<Parts>,
}

impl Reasons {
    fn new(explanation: Explanation, above: Option<f64>) -> Result<Self, Trouble> {
        let [low, high] = explanation.ends_in_rate(EXPLAINED);
        let above = above.map(|rate| explanation.above(rate).ok_or(Trouble::Rate(rate))).transpose()?;
        Ok(Self { explanation, low, high, above })
    }
}

impl View {
    /// Why the forecast of a maturity is what it is.
    pub(crate) fn explanation(
        &self,
        maturity: Maturity,
        above: Option<f64>,
        audience: Audience,
    ) -> Result<wire::Explanation, Trouble> {
        let (maturity, outlook) = self.reach(maturity)?;
        let (logs, rates) = (outlook.prediction(), outlook.contributions_in_rate());
        let reasons = Reasons::new(self.model.explanation(outlook.horizon()), above)?;
        let explained = |(rate, parts): (f64, &Parts)| {
            let probability = likelihood(&outlook, rate)?;
            Ok::<_, Trouble>(wire::LikelihoodReasons { probability, base: parts.base })
        };
        Ok(wire::Explanation {
            provenance: self.provenance(audience),
            maturity,
            point: outlook.point_rate(),
            log_move: logs.point(),
            base_log_move: logs.base,
            base_rate: rates.base,
            contributions: self.contributions(&outlook, &reasons),
            width: self.width(&outlook, &reasons)?,
            probability: above.zip(reasons.above.as_ref()).map(explained).transpose()?,
        })
    }

    /// What each feature of the point adds.
    fn contributions(&self, outlook: &Outlook, reasons: &Reasons) -> Vec<wire::Contribution> {
        let origin = &self.model.origin;
        let standardised = self.model.moments.standardise(&origin.row);
        let (logs, rates) = (outlook.prediction(), outlook.contributions_in_rate());
        let features = self.model.recipe.features.iter().enumerate();
        let contribution = |(place, feature): (usize, &Feature)| wire::Contribution {
            feature: feature.name.clone(),
            value: origin.row[place],
            standardised: standardised[place],
            log_move: logs.contributions[place],
            rate: rates.contributions[place],
            low: reasons.low.point[place],
            high: reasons.high.point[place],
            above: reasons.above.as_ref().map(|parts| parts.point[place]),
        };
        features.map(contribution).collect()
    }

    /// Why the interval is as wide as it is.
    fn width(&self, outlook: &Outlook, reasons: &Reasons) -> Result<wire::Width, Trouble> {
        let mut ends = [0.0; 2];
        for (end, level) in ends.iter_mut().zip(ENDS) {
            *end = outlook.rate(outlook.quantile(Level::try_from(level)?));
        }
        let (logs, rates) =
            (reasons.explanation.width(EXPLAINED), reasons.explanation.width_in_rate(EXPLAINED));
        let row = self.model.spread_row(outlook.horizon());
        let features = self.model.recipe.spread_features.iter().enumerate();
        let contributions = features.map(|(place, feature)| wire::WidthContribution {
            feature: feature.name.clone(),
            value: row[place],
            log_width: logs.contributions[place],
            rate: rates.contributions[place],
            low: reasons.low.spread[place],
            high: reasons.high.spread[place],
            above: reasons.above.as_ref().map(|parts| parts.spread[place]),
        });
        Ok(wire::Width {
            interval: ENDS[1] - ENDS[0],
            low: ends[0],
            high: ends[1],
            log_width: logs.point(),
            base_log_width: logs.base,
            base_rate: rates.base,
            base_low: reasons.low.base,
            base_high: reasons.high.base,
            contributions: contributions.collect(),
        })
    }
}
