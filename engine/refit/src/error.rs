//! Why a refit gives no numbers.

use paridad_engine::experts::location::ForestError;
use thiserror::Error;

/// Why a refit gives no numbers.
#[derive(Debug, Error)]
pub enum RefitError {
    /// Nothing can be learned from so little.
    #[error("there must be at least {least} {what}, got {count}")]
    TooFew {
        /// What there is too little of.
        what: &'static str,
        /// The fewest that will do.
        least: usize,
        /// How many there are.
        count: usize,
    },
    /// A row is without its label, or a label without its row.
    #[error("there must be one label a row, got {labels} labels for {rows} rows")]
    Labels {
        /// How many rows there are.
        rows: usize,
        /// How many labels there are.
        labels: usize,
    },
    /// A row is longer or shorter than the first.
    #[error("row {row} must have {features} features, got {count}")]
    Features {
        /// The place of the row.
        row: usize,
        /// How many features the first row has.
        features: usize,
        /// How many this one has.
        count: usize,
    },
    /// A number is infinite, or none.
    #[error("{what} {place} must be finite, got {value}")]
    NotFinite {
        /// What kind of number it is.
        what: &'static str,
        /// Where it stands.
        place: usize,
        /// The number.
        value: f64,
    },
    /// A setting is out of its bounds.
    #[error("{what} must be between {low} and {high}, got {value}")]
    Setting {
        /// The setting.
        what: &'static str,
        /// The smallest that is allowed.
        low: f64,
        /// The largest that is allowed.
        high: f64,
        /// What was asked for.
        value: f64,
    },
    /// Returns that are all the same have no volatility.
    #[error("returns must differ from each other, got {0} every day")]
    Still(f64),
    /// The weights are not where the penalised loss is least.
    #[error("the gradient must vanish to {bound:e} in {passes} passes, got {gradient:e}")]
    NotOptimal {
        /// The largest part of the gradient that the penalty does not balance.
        gradient: f64,
        /// The largest that is allowed.
        bound: f64,
        /// How many passes over the weights were made.
        passes: u32,
    },
    /// The volatility's likelihood has no value where the search starts.
    #[error("the search must start from a finite likelihood, got {0}")]
    Start(f64),
    /// The elastic net's package refuses.
    #[error("the elastic net was not fitted")]
    ElasticNet(#[from] linfa_elasticnet::ElasticNetError),
    /// The forest's package refuses.
    #[error("the forest was not grown")]
    Grow(#[from] smartcore::error::Failed),
    /// The forest's package writes its trees in an unknown way.
    #[error("the grown trees were not understood")]
    Read(#[from] serde_json::Error),
    /// What was grown is no forest of ours.
    #[error("the grown trees are no forest")]
    Forest(#[from] ForestError),
}
