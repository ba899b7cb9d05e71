//! Which features have drifted: the recent rows of each against the rows before them.

use super::ks::{Ks, ks};
use super::psi::psi;
use serde::{Deserialize, Serialize};

/// From this index on a population counts as changed, by custom.
pub const PSI_DRIFT: f64 = 0.25;
/// Below this adjusted probability a distance counts as more than chance.
pub const P_DRIFT: f64 = 0.05;
/// Fewer values than these say too little about a distribution.
const REFERENCE_MIN: usize = 100;
const CURRENT_MIN: usize = 30;

/// How many rows are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The rows just before the current ones.
    pub reference: usize,
    /// The last rows.
    pub current: usize,
}

impl Default for Window {
    /// Five years against one, in publication days.
    fn default() -> Self {
        Self { reference: 1250, current: 250 }
    }
}

/// How far one feature has moved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FeatureDrift {
    /// The feature's name.
    pub name: String,
    /// The number of reference rows that have a value.
    pub n_reference: usize,
    /// The number of current rows that have a value.
    pub n_current: usize,
    /// The population stability index, if there are enough values.
    pub psi: Option<f64>,
    /// The Kolmogorov-Smirnov test, if there are enough values.
    pub ks: Option<Ks>,
    /// Its p-value, adjusted for the number of features tested.
    pub ks_adjusted_p: Option<f64>,
    /// Whether both statistics say that the feature has changed.
    pub drifted: bool,
}

/// Compares the last rows of each feature with the rows before them, newest row last.
///
/// A feature has drifted when PSI >= 0.25 and the adjusted p < 0.05: the change is both large and more
/// than chance. The adjustment is that of Y. Benjamini and Y. Hochberg, "Controlling the false discovery
/// rate", Journal of the Royal Statistical Society B 57 (1995), over the features that have enough
/// values (100 reference, 30 current); the others get no statistics and no verdict.
///
/// # What the verdict is worth
///
/// The thresholds are fixed and hold for independent rows. There, in windows without drift, PSI >= 0.25
/// flagged 0 % at 1,250 against 250 rows, and KS at p <= 0.05 flagged 5 %. Serial dependence inflates
/// false alarms: with a first-order autocorrelation of 0.95, at 1,250 against 60 rows, PSI >= 0.25
/// flagged 97 % and KS 87 % of windows in which nothing had changed. Both together, at 1,250 against
/// 250 rows, still flag 55 %. So give this function what the model uses, differences and not levels,
/// and read a flag on a slow feature as a question.
pub fn report(features: &[(String, Vec<Option<f64>>)], window: Window) -> Vec<FeatureDrift> {
    let mut report: Vec<FeatureDrift> =
        features.iter().map(|(name, rows)| compare(name, rows, window)).collect();
    let p_values: Vec<f64> = report.iter().filter_map(|feature| Some(feature.ks?.p_value)).collect();
    let tested = report.iter_mut().filter(|feature| feature.ks.is_some());
    for (feature, adjusted_p) in tested.zip(benjamini_hochberg(&p_values)) {
        feature.ks_adjusted_p = Some(adjusted_p);
        feature.drifted = adjusted_p < P_DRIFT && feature.psi.is_some_and(|psi| psi >= PSI_DRIFT);
    }
    report
}

/// The statistics of one feature, before the adjustment that needs all of them.
fn compare(name: &str, rows: &[Option<f64>], window: Window) -> FeatureDrift {
    let (before, current) = rows.split_at(rows.len().saturating_sub(window.current));
    let reference = finite(&before[before.len().saturating_sub(window.reference)..]);
    let current = finite(current);
    let is_enough = reference.len() >= REFERENCE_MIN && current.len() >= CURRENT_MIN;
    FeatureDrift {
        name: name.to_owned(),
        n_reference: reference.len(),
        n_current: current.len(),
        psi: is_enough.then(|| psi(&reference, &current)).flatten(),
        ks: is_enough.then(|| ks(&reference, &current)).flatten(),
        ks_adjusted_p: None,
        drifted: false,
    }
}

fn finite(rows: &[Option<f64>]) -> Vec<f64> {
    rows.iter().flatten().copied().filter(|x| x.is_finite()).collect()
}

/// Each p-value times the number of tests over its rank, made monotone from the largest down.
fn benjamini_hochberg(p_values: &[f64]) -> Vec<f64> {
    let tests = p_values.len() as f64;
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut smallest = 1.0;
    for (smaller, index) in order.into_iter().enumerate().rev() {
        smallest = f64::min(smallest, p_values[index] * tests / (smaller + 1) as f64);
        adjusted[index] = smallest;
    }
    adjusted
}

#[cfg(test)]
mod tests;
