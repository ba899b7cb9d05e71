//! Why the forecast of a day moved from one version to another.

use crate::app::Maturity;
use crate::problem::Trouble;
use crate::view::View;
use chrono::NaiveDate;
use paridad_engine::forecast::change::{Change, change as lay_out};
use paridad_engine::forecast::model::Origin;
use paridad_engine::forecast::outlook::Outlook;
use paridad_engine::maths::level::Level;
use paridad_engine::time::horizon::Horizon;
use paridad_wire as wire;

/// The way from one version's forecast of a day to another's, whose origin knows that of the earlier one so. A number of days is counted
/// from the later one's origin.
pub(crate) fn change(
    (earlier, later): (&View, &View),
    as_known: Option<&Origin>,
    maturity: Maturity,
    above: Option<f64>,
) -> Result<wire::Change, Trouble> {
    let wanted = match maturity {
        Maturity::Days(days) => later.model.target_day(Horizon::try_from(days)?),
        Maturity::Day(day) => day,
    };
    let day = later.model.target_day(later.model.horizon(wanted)?);
    let models = (&earlier.model, &later.model);
    let laid = |read: &dyn Fn(&Outlook) -> f64| lay_out(models, day, as_known, read);
    let moved = |read: &dyn Fn(&Outlook) -> f64| Ok::<_, Trouble>(moved(laid(read)?));
    let likelihood = |rate: f64| {
        if !rate.is_finite() || rate <= 0.0 {
            return Err(Trouble::Rate(rate));
        }
        Ok(likelihood(rate, laid(&|outlook| outlook.probability_above(rate).unwrap_or(f64::NAN))?))
    };
    let (low, high) = (Level::try_from(0.1)?, Level::try_from(0.9)?);
    Ok(wire::Change {
        from: side(earlier, day)?,
        to: side(later, day)?,
        maturity: day,
        moved_from: (wanted != day).then_some(wanted),
        point: moved(&Outlook::point_rate)?,
        low80: moved(&|outlook| outlook.rate(outlook.quantile(low)))?,
        high80: moved(&|outlook| outlook.rate(outlook.quantile(high)))?,
        above: above.map(likelihood).transpose()?,
    })
}

fn side(side: &View, maturity: NaiveDate) -> Result<wire::ChangeSide, Trouble> {
    let View { speaking: row, model, .. } = side;
    Ok(wire::ChangeSide {
        version: row.number,
        snapshot: row.snapshot.to_string(),
        engine_revision: row.engine_revision,
        origin: model.origin.day,
        spot: model.spot(),
        horizon: model.horizon(maturity)?.into(),
    })
}

fn moved(change: Change) -> wire::Moved {
    let parts = change.parts.into_iter();
    let parts = parts.map(|(cause, rate)| wire::ChangePart { cause: cause.name().to_owned(), rate });
    wire::Moved { from: change.from, to: change.to, parts: parts.collect() }
}

fn likelihood(rate: f64, change: Change) -> wire::MovedProbability {
    let parts = change.parts.into_iter();
    let parts = parts
        .map(|(cause, probability)| wire::ProbabilityPart { cause: cause.name().to_owned(), probability });
    wire::MovedProbability { rate, from: change.from, to: change.to, parts: parts.collect() }
}
