//! The fan and the matrix: what a version expects on the way to a maturity, and how likely it is to end above some levels.

use crate::app::likelihood;
use crate::problem::Trouble;
use crate::view::View;
use chrono::NaiveDate;
use paridad_engine::forecast::outlook::Outlook;
use paridad_engine::forecast::sampled::sampled;
use paridad_engine::maths::level::Level;
use paridad_engine::time::horizon::Horizon;
use paridad_wire as wire;

/// The levels at the ends of the intervals of 95, 80 and 50 %.
const ENDS: [[f64; 2]; 3] = [[0.025, 0.975], [0.1, 0.9], [0.25, 0.75]];

/// The horizons of the matrix, beside the one that is asked about.
const HORIZONS: [u16; 6] = [1, 5, 21, 63, 126, 252];

/// What a version expects from its origin to a horizon.
pub(super) fn fan(view: &View, last: Horizon) -> Result<Vec<wire::FanStep>, Trouble> {
    let (spot, speech) = (view.model.spot(), view.model.speech());
    let day = view.model.origin.day;
    let mut steps = vec![wire::FanStep { horizon: 0, day, point: spot, median: spot, bands: [[spot; 2]; 3] }];
    for horizon in sampled(last) {
        steps.push(step(&speech.outlook(horizon), view.model.target_day(horizon))?);
    }
    Ok(steps)
}

fn step(outlook: &Outlook, day: NaiveDate) -> Result<wire::FanStep, Trouble> {
    let mut bands = [[0.0; 2]; 3];
    for (band, levels) in bands.iter_mut().zip(ENDS) {
        for (end, level) in band.iter_mut().zip(levels) {
            *end = rate(outlook, level)?;
        }
    }
    let (horizon, median) = (outlook.horizon().into(), rate(outlook, 0.5)?);
    Ok(wire::FanStep { horizon, day, point: outlook.point_rate(), median, bands })
}

/// The rate of a level.
pub(super) fn rate(outlook: &Outlook, level: f64) -> Result<f64, Trouble> {
    Ok(outlook.rate(outlook.quantile(Level::try_from(level)?)))
}

/// How likely the rate is to end above these levels, at the horizons of the matrix and at one more.
pub(super) fn matrix(view: &View, mut levels: Vec<f64>, asked: Horizon) -> Result<wire::Matrix, Trouble> {
    levels.sort_by(f64::total_cmp);
    levels.dedup();
    let mut horizons: Vec<u16> = HORIZONS.into_iter().chain([asked.into()]).collect();
    horizons.sort_unstable();
    horizons.dedup();
    let speech = view.model.speech();
    let row = |days: u16| {
        let horizon = Horizon::try_from(days)?;
        let outlook = speech.outlook(horizon);
        let above = levels.iter().map(|level| {
            let found = likelihood(&outlook, *level)?;
            Ok::<_, Trouble>(wire::Above { probability: found.above, bound: found.bound })
        });
        let day = view.model.target_day(horizon);
        Ok::<_, Trouble>(wire::MatrixRow { horizon: days, day, above: above.collect::<Result<_, _>>()? })
    };
    let rows = horizons.into_iter().map(row).collect::<Result<_, _>>()?;
    Ok(wire::Matrix { levels, rows })
}
