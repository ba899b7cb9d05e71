//! What a figure must lie in.

use serde::{Deserialize, Serialize};

/// What a figure must lie in, both ends included unless a bound is strict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Bounds {
    /// The least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// The most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    /// A figure that it must be above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub above: Option<f64>,
}

impl Bounds {
    /// From `min` to `max`.
    pub fn between(min: f64, max: f64) -> Self {
        Self { min: Some(min), max: Some(max), above: None }
    }

    /// Whether `figure` lies in them.
    pub fn contain(self, figure: f64) -> bool {
        self.min.is_none_or(|min| figure >= min)
            && self.max.is_none_or(|max| figure <= max)
            && self.above.is_none_or(|bound| figure > bound)
    }
}
