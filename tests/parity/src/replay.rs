//! A history replayed through the engine, and one hash over all that was said.

use paridad_engine::forecaster::{Event, Forecaster, Notice};
use paridad_engine::horizon::{Horizon, MAX_DAYS};
use paridad_engine::recipe::Recipe;
use paridad_engine::snapshot::{encode, pack, unpack_voice};
use paridad_engine::voice::Voice;

/// Events on their way in, and the hash of what came of them.
#[derive(Debug, Default)]
pub(crate) struct Replay {
    encoded: Vec<u8>,
    digest: Option<[u8; 32]>,
}

impl Replay {
    pub(crate) fn feed(&mut self, word: u64, bytes: usize) {
        self.encoded.extend(&word.to_le_bytes()[..bytes.min(8)]);
    }

    /// Zero if the events cannot be read.
    pub(crate) fn run(&mut self) -> u32 {
        let events: Vec<Event> = postcard::from_bytes(&self.encoded).unwrap_or_default();
        let Ok(recipe) = Recipe::ecb_cross("mxn") else { return 0 };
        let mut forecaster = Forecaster::new(recipe);
        let mut hasher = blake3::Hasher::new();
        let mut spoken = 0;
        for event in &events {
            for notice in forecaster.apply(event) {
                let Notice::Spoke(utterance) = notice else { continue };
                for forecast in &utterance.forecasts {
                    let numbers = forecast.quantiles.iter().chain(&forecast.prediction.contributions);
                    for number in numbers.chain([&forecast.prediction.base, &forecast.deviation]) {
                        hasher.update(&number.to_bits().to_le_bytes());
                    }
                    spoken += 1;
                }
            }
        }
        let snapshot = encode(&forecaster);
        hasher.update(&snapshot.digest());
        if let Ok((_, voice)) = unpack_voice(&pack(&snapshot)) {
            hash_all_horizons(&voice, &mut hasher);
        }
        self.digest = Some(hasher.finalize().into());
        spoken
    }

    pub(crate) fn digest(&self, word: usize) -> u64 {
        let bytes = self.digest.unwrap_or_default();
        bytes
            .chunks(8)
            .nth(word)
            .map_or(0, |chunk| chunk.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    }
}

/// What the browser computes: every horizon from the packed voice, as it is and under a what-if.
fn hash_all_horizons(voice: &Voice, hasher: &mut blake3::Hasher) {
    let scenario: Vec<Option<f64>> = voice.origin.row.iter().map(|value| value.map(|x| 1.5 * x)).collect();
    for horizon in (1..=MAX_DAYS).filter_map(|days| Horizon::try_from(days).ok()) {
        for outlook in [voice.outlook(horizon), voice.outlook_if(horizon, &scenario)] {
            let rates = outlook.contributions_in_rate();
            let above = outlook.probability_above(1.01 * outlook.spot()).unwrap_or_default();
            let numbers = outlook.quantiles().into_iter().chain(rates.contributions);
            for number in numbers.chain([rates.base, above, outlook.point_rate()]) {
                hasher.update(&number.to_bits().to_le_bytes());
            }
        }
    }
}
