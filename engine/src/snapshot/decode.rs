//! A snapshot into a forecaster, or into the voice alone.

use super::{
    ARRIVALS, BEFORE, FORMAT, GAIN, HEAD, MONITORS, Manifest, PANEL, PENDING, RECIPE, STATE, WINDOW, digest,
};
use crate::arrivals::Arrivals;
use crate::day;
use crate::feature::FeatureRow;
use crate::forecaster::{Forecaster, is_ready};
use crate::head::Head;
use crate::horizon::{ANCHORS, Horizon};
use crate::learner::Ridge;
use crate::moments::Moments;
use crate::panel::Panel;
use crate::pending::{Pending, Waiting};
use crate::recipe::Recipe;
use crate::scale::Scale;
use crate::series::{Observation, SeriesId};
use crate::voice::{HeadVoice, Origin, Voice};
use crate::window::Window;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, VecDeque};

/// Why a snapshot cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// It was written in a format that this code does not know.
    #[error("snapshot format must be between 1 and {FORMAT}, got {0}")]
    Format(u16),
    /// A part that the manifest names is not there.
    #[error("snapshot part {0} is missing")]
    Missing(String),
    /// A part has other bytes than the manifest says.
    #[error("snapshot part {0} does not have the hash that its manifest states")]
    Hash(String),
    /// A part cannot be read.
    #[error("snapshot part {name} cannot be read")]
    Part {
        /// The part's name.
        name: String,
        /// Why.
        source: postcard::Error,
    },
    /// A part can be read and makes no sense.
    #[error("snapshot part {name} is unsound: {reason}")]
    Unsound {
        /// The part's name.
        name: String,
        /// Why.
        reason: String,
    },
    /// Too little has been learned to speak.
    #[error("the snapshot has seen too few days to speak")]
    Silent,
}

/// Reads the complete state; `part` gives the bytes for a hash.
pub fn decode(
    manifest: &[u8],
    part: impl Fn(&super::PartRef) -> Option<Vec<u8>>,
) -> Result<Forecaster, DecodeError> {
    let parts = Parts::gather(manifest, |_| true, part)?;
    let recipe: Recipe = parts.read(RECIPE)?;
    let (origin, moments, scale): (Option<Origin>, Moments, Scale) = parts.read(STATE)?;
    let heads = ANCHORS
        .into_iter()
        .map(|horizon| parts.head(horizon, recipe.features.len()))
        .collect::<Result<_, _>>()?;
    let mut arrivals = Arrivals::default();
    parts.read::<Vec<Observation>>(ARRIVALS)?.into_iter().for_each(|observation| arrivals.push(observation));
    let (first, origins) = parts.blocks::<Waiting>(PENDING)?;
    let (first_row, rows) = parts.blocks::<FeatureRow>(WINDOW)?;
    Ok(Forecaster {
        reads: recipe.series().into_iter().cloned().collect(),
        arrivals,
        panel: parts.panel()?,
        before: parts.read(BEFORE)?,
        moments,
        scale,
        heads,
        origin,
        pending: Pending::from_parts(first, origins),
        window: Window::from_parts(first_row, rows),
        monitors: parts.read(MONITORS)?,
        recipe,
    })
}

/// Reads what speaking needs and nothing else.
pub fn decode_voice(
    manifest: &[u8],
    part: impl Fn(&super::PartRef) -> Option<Vec<u8>>,
) -> Result<Voice, DecodeError> {
    let parts = Parts::gather(manifest, super::speaks, part)?;
    let recipe: Recipe = parts.read(RECIPE)?;
    let (origin, moments, scale): (Option<Origin>, Moments, Scale) = parts.read(STATE)?;
    let origin = origin.filter(|_| is_ready(&scale)).ok_or(DecodeError::Silent)?;
    let heads = ANCHORS
        .into_iter()
        .map(|horizon| parts.head_voice(horizon, recipe.features.len()))
        .collect::<Result<_, _>>()?;
    Ok(Voice { recipe, origin, moments, scale, heads })
}

/// The verified bytes of the wanted parts, by name.
struct Parts(BTreeMap<String, Vec<u8>>);

impl Parts {
    fn gather(
        manifest: &[u8],
        wanted: impl Fn(&str) -> bool,
        part: impl Fn(&super::PartRef) -> Option<Vec<u8>>,
    ) -> Result<Self, DecodeError> {
        let mut parts = BTreeMap::new();
        for reference in Manifest::decode(manifest)?.parts {
            if !wanted(&reference.name) {
                continue;
            }
            let bytes = part(&reference).ok_or_else(|| DecodeError::Missing(reference.name.clone()))?;
            if digest(&bytes) != reference.digest {
                return Err(DecodeError::Hash(reference.name));
            }
            parts.insert(reference.name, bytes);
        }
        Ok(Self(parts))
    }

    fn read<T: DeserializeOwned>(&self, name: &str) -> Result<T, DecodeError> {
        let bytes = self.0.get(name).ok_or_else(|| DecodeError::Missing(name.to_owned()))?;
        postcard::from_bytes(bytes).map_err(|source| DecodeError::Part { name: name.to_owned(), source })
    }

    fn head_voice(&self, horizon: Horizon, features: usize) -> Result<HeadVoice, DecodeError> {
        let name = format!("{HEAD}{:03}", u16::from(horizon));
        let voice: HeadVoice = self.read(&name)?;
        if voice.linear.weights.len() == features && voice.shape.is_sound() {
            return Ok(voice);
        }
        Err(unsound(name, format!("a head has {features} weights and a full grid")))
    }

    fn head(&self, horizon: Horizon, features: usize) -> Result<Head, DecodeError> {
        let voice = self.head_voice(horizon, features)?;
        let name = format!("{GAIN}{:03}", u16::from(horizon));
        let gain: crate::learner::Gain = self.read(&name)?;
        if gain.features() != features {
            return Err(unsound(name, format!("a gain has {features} features")));
        }
        let ridge = Ridge::from_parts(voice.linear.clone(), gain);
        Ok(Head::from_parts(horizon, voice, ridge))
    }

    /// Numbered items, put in a row again; the number of the first.
    fn blocks<T: DeserializeOwned>(&self, prefix: &str) -> Result<(u64, VecDeque<T>), DecodeError> {
        let mut items: VecDeque<T> = VecDeque::new();
        let mut first = 0;
        for (name, _) in self.0.range(prefix.to_owned()..).take_while(|(name, _)| name.starts_with(prefix)) {
            for (number, item) in self.read::<Vec<(u64, T)>>(name)? {
                if items.is_empty() {
                    first = number;
                } else if number != first + items.len() as u64 {
                    return Err(unsound(name.clone(), format!("item {number} is out of its place")));
                }
                items.push_back(item);
            }
        }
        Ok((first, items))
    }

    fn panel(&self) -> Result<Panel, DecodeError> {
        let mut panel = Panel::default();
        for (name, _) in self.0.range(PANEL.to_owned()..).take_while(|(name, _)| name.starts_with(PANEL)) {
            for (series, cells) in self.read::<BTreeMap<SeriesId, Vec<(i32, f64)>>>(name)? {
                for (number, value) in cells {
                    let period = day::from_number(number).ok_or_else(|| {
                        unsound(name.clone(), format!("day number {number} is out of range"))
                    })?;
                    panel.put(series.clone(), period, value);
                }
            }
        }
        Ok(panel)
    }
}

fn unsound(name: String, reason: String) -> DecodeError {
    DecodeError::Unsound { name, reason }
}
