//! What the page asks of the engine beside it, and what the engine says.

use crate::json::said;
use chrono::NaiveDate;

said! {
    /// What the page asks to see of one version.
    Asked {
        /// The hash of its snapshot.
        snapshot: String,
        /// How many publication days ahead.
        horizon: u16,
        /// What is supposed, each by its key.
        supposed: Vec<Supposed>,
        /// The rates above which it is asked how likely it may end.
        levels: Vec<f64>,
        /// Whether reasons are asked for, too.
        why: bool,
    }

    /// Something supposed: `spot`, `volatility`, `half_forward`, or `point.`, `spread.`, `series.` or `event.` with a name.
    Supposed {
        /// What is supposed to be elsewhere.
        key: String,
        /// Where. The day of an event is a number of days, and 0 where it is called off.
        value: f64,
    }

    /// What there is to know of a version before it is asked about a horizon.
    Speaker {
        /// The hash of its snapshot.
        snapshot: String,
        /// The day from which it looks ahead.
        origin: NaiveDate,
        /// The rate of that day.
        spot: f64,
        /// The day reached after 1, 2, 3… publication days.
        days: Vec<NaiveDate>,
        /// Up to which horizon it has learned.
        learned: u16,
        /// The features of the point that have no value.
        missing: Vec<String>,
    }

    /// The forecast, and what would be forecast as the reader supposes it.
    Scene {
        /// How many publication days ahead.
        horizon: u16,
        /// The forecast.
        base: Sight,
        /// The scenario, where something is supposed.
        scenario: Option<Sight>,
    }

    /// What is expected at a horizon, and on the way to it.
    Sight {
        /// The rate from which it looks ahead.
        spot: f64,
        /// The point forecast as a rate.
        point: f64,
        /// The same as a log move.
        log_move: f64,
        /// The quantiles at the levels that every forecast has.
        quantiles: Vec<Quantile>,
        /// The fan from the origin to the horizon.
        steps: Vec<Step>,
        /// How likely it is to end above each rate that was asked about: at the horizon and at the usual ones.
        matrix: Vec<MatrixRow>,
        /// The mean rates of the outer twentieths, the lower and the upper one.
        shortfall: [f64; 2],
        /// Why, if that was asked.
        why: Option<Why>,
    }

    /// A quantile as a rate.
    Quantile {
        /// The probability of ending at or below it.
        level: f64,
        /// The rate.
        rate: f64,
    }

    /// What is expected at one horizon, as rates.
    Step {
        /// Publication days ahead; 0 is the origin.
        horizon: u16,
        /// The day reached.
        day: NaiveDate,
        /// The point forecast.
        point: f64,
        /// The middle.
        median: f64,
        /// Low and high of the central 95, 80 and 50 in 100.
        bands: Vec<[f64; 2]>,
    }

    /// How likely it is to end above some rates at one horizon.
    MatrixRow {
        /// Publication days ahead.
        horizon: u16,
        /// The day reached.
        day: NaiveDate,
        /// One for each rate.
        above: Vec<Likelihood>,
    }

    /// A probability.
    Likelihood {
        /// The probability.
        share: f64,
    }

    /// Why a forecast is what it is.
    Why {
        /// What moves the point.
        point: Vec<Reason>,
        /// The part of the point that is owed to no feature.
        base: Reason,
        /// Whether the log moves sum to the point in bits.
        sums: bool,
        /// The width of the central 80 in 100 that no feature has touched, in pesos.
        width_base: f64,
        /// What moves its ends, in pesos.
        ends: Vec<EndReason>,
        /// The ends that no feature has touched, in pesos from the spot.
        ends_base: [f64; 2],
    }

    /// What one feature adds to the point.
    Reason {
        /// The feature.
        name: String,
        /// In pesos.
        pesos: f64,
    }

    /// What one feature adds to the ends of the central 80 in 100.
    EndReason {
        /// The feature.
        name: String,
        /// The kind of events that it counts, if it does: the id of their calendar.
        events: Option<String>,
        /// The days of those events up to the horizon.
        days: Vec<NaiveDate>,
        /// What it adds to the lower and to the upper end, in pesos.
        ends: [f64; 2],
        /// What it adds to the probability of ending above the first rate that was asked about.
        above: f64,
    }

    /// Something that may be supposed.
    Lever {
        /// Its key.
        key: String,
        /// The feature, series or event.
        name: String,
        /// Its kind: `point`, `spread`, `series`, `event`, `spot`, `volatility` or `half_forward`.
        kind: String,
        /// How people read it: `percent`, `percent_a_year`, `points`, `of_usual`, `deviations`, `as_published`, `rate`, `times`, `day`.
        unit: String,
        /// Where it stands today.
        today: f64,
        /// Between where it can be moved.
        low: f64,
        /// Up to where it can be moved.
        high: f64,
        /// Its mean and its deviation, where they are known.
        usual: Option<[f64; 2]>,
        /// By how many pesos an end of the central 80 in 100 moves if it goes to an end of its span.
        effect: f64,
    }
}
