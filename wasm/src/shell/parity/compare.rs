//! Compares a forecast computed here with the one served, bit by bit.

use paridad_exchange::engine::Sight;
use paridad_wire::Forecast;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum What {
    /// The snapshot's hash.
    Hash,
    /// The rate at the origin.
    Spot,
    /// The point forecast as a rate.
    Point,
    /// The point forecast as a log move.
    LogMove,
    /// The quantile at a level.
    Quantile(f64),
}

/// What one side says.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Says {
    /// A hash.
    Hash(String),
    /// A number.
    Number(f64),
    /// Nothing.
    Nothing,
}

/// Something that is not the same.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Difference {
    /// What differs.
    pub(super) what: What,
    /// What was computed here.
    pub(super) here: Says,
    /// What the server said.
    pub(super) there: Says,
}

/// How many numbers were compared, and what differs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Comparison {
    /// The numbers compared.
    pub(super) numbers: usize,
    /// What differs.
    pub(super) differences: Vec<Difference>,
}

/// Compares what was computed here with what was served.
pub(super) fn compare(sight: &Sight, snapshot: &str, served: &Forecast) -> Comparison {
    let mut numbers = vec![
        (What::Spot, Some(sight.spot), served.provenance.spot),
        (What::Point, Some(sight.point), served.point),
        (What::LogMove, Some(sight.log_move), served.log_move),
    ];
    numbers.extend(served.quantiles.iter().map(|quantile| {
        let here = sight.quantiles.iter().find(|own| own.level == quantile.level).map(|own| own.rate);
        (What::Quantile(quantile.level), here, quantile.rate)
    }));
    let count = numbers.len();
    let differing =
        numbers.into_iter().filter(|(_, here, there)| here.map(f64::to_bits) != Some(there.to_bits()));
    let hash = (snapshot != served.provenance.snapshot).then(|| Difference {
        what: What::Hash,
        here: Says::Hash(snapshot.to_owned()),
        there: Says::Hash(served.provenance.snapshot.clone()),
    });
    let differences = hash.into_iter().chain(differing.map(|(what, here, there)| Difference {
        what,
        here: here.map_or(Says::Nothing, Says::Number),
        there: Says::Number(there),
    }));
    Comparison { numbers: count, differences: differences.collect() }
}

#[cfg(test)]
mod tests;
