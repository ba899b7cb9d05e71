//! A stretch of history run through the engine, and one hash over all that was said and can be asked.

use paridad_engine::experts::location::Prediction;
use paridad_engine::forecast::explanation::{Interval, Parts};
use paridad_engine::forecast::model::Model;
use paridad_engine::forecaster::{Event, Forecaster, Notice};
use paridad_engine::maths::level::Level;
use paridad_engine::recipe::Recipe;
use paridad_engine::snapshot::{Manifest, decode, encode, pack, unpack_model};
use paridad_engine::time::horizon::{Horizon, LEARNED_DAYS, MAX_DAYS};

/// Where a stretch begins: the manifest and the parts of a snapshot, in their order, or nothing at all.
type Start = Option<(Vec<u8>, Vec<Vec<u8>>)>;

/// Up to which horizon it is asked whether a rate is touched: thousands of paths a day cost an interpreter seconds.
const TOUCHED_UP_TO: u16 = 21;

/// How many paths are drawn, up to the farthest horizon.
const PATHS: usize = 64;

/// A stretch on its way in, and the hash of what came of it.
#[derive(Debug, Default)]
pub(crate) struct Replay {
    encoded: Vec<u8>,
    digest: Option<[u8; 32]>,
}

impl Replay {
    pub(crate) fn feed(&mut self, word: u64, bytes: usize) {
        self.encoded.extend(&word.to_le_bytes()[..bytes.min(8)]);
    }

    /// Runs the stretch that was fed, and gives the number of forecasts spoken; zero if it cannot be read.
    pub(crate) fn run(&mut self) -> u32 {
        let encoded = std::mem::take(&mut self.encoded);
        let (spoken, digest) = replay(&encoded).unzip();
        self.digest = digest;
        spoken.unwrap_or_default()
    }

    pub(crate) fn digest(&self, word: usize) -> u64 {
        let bytes = self.digest.unwrap_or_default();
        bytes
            .chunks(8)
            .nth(word)
            .map_or(0, |chunk| chunk.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    }
}

fn replay(encoded: &[u8]) -> Option<(u32, [u8; 32])> {
    let (start, events): (Start, Vec<Event>) = postcard::from_bytes(encoded).ok()?;
    let mut forecaster = begin(start)?;
    let mut hasher = Hasher::default();
    let mut spoken = 0;
    for event in &events {
        for notice in forecaster.apply(event) {
            let Notice::Spoke(issued) = notice else { continue };
            for forecast in &issued.forecasts {
                hasher.numbers(forecast.quantiles);
                hasher.prediction(&forecast.prediction);
                hasher.numbers([forecast.deviation]);
                spoken += 1;
            }
        }
    }
    let snapshot = encode(&forecaster);
    hasher.0.update(&snapshot.digest());
    // The model is packed and unpacked as on its way to a browser.
    let (_, model) = unpack_model(&pack(&snapshot)).ok()?;
    hasher.model(&model)?;
    // What paths are drawn with stays on the server.
    hasher.paths(&forecaster.model()?)?;
    Some((spoken, hasher.0.finalize().into()))
}

fn begin(start: Start) -> Option<Forecaster> {
    let Some((manifest, parts)) = start else {
        return Some(Forecaster::new(Recipe::ecb_cross("mxn").ok()?));
    };
    let names = Manifest::decode(&manifest).ok()?.parts;
    let part = |wanted: &str| names.iter().position(|part| part.name == wanted);
    decode(&manifest, |wanted| parts.get(part(&wanted.name)?).cloned()).ok()
}

/// A hash over numbers, by their bits.
#[derive(Debug, Default)]
struct Hasher(blake3::Hasher);

impl Hasher {
    fn numbers(&mut self, numbers: impl IntoIterator<Item = f64>) {
        for number in numbers {
            self.0.update(&number.to_bits().to_le_bytes());
        }
    }

    fn prediction(&mut self, prediction: &Prediction) {
        self.numbers(prediction.contributions.iter().copied().chain([prediction.base, prediction.point()]));
    }

    fn parts(&mut self, parts: &Parts) {
        self.numbers(parts.point.iter().chain(&parts.spread).copied().chain([parts.base, parts.sum()]));
    }

    /// All that can be asked of a model: every horizon as it is and under a what-if.
    fn model(&mut self, model: &Model) -> Option<()> {
        let row: Vec<Option<f64>> = model.origin.row.iter().map(|value| value.map(|x| 1.5 * x)).collect();
        let spread_row: Vec<f64> = model.origin.spread_row.iter().map(|x| 0.3 - 1.5 * x).collect();
        let tail = Level::try_from(0.05).ok()?;
        let all = (1..=LEARNED_DAYS).chain([LEARNED_DAYS + 1, 2 * LEARNED_DAYS, MAX_DAYS]);
        for horizon in all.filter_map(|days| Horizon::try_from(days).ok()) {
            for outlook in [model.outlook(horizon), model.outlook_if(horizon, &row, &spread_row)] {
                let rate = 1.01 * outlook.spot();
                let shortfall = outlook.shortfall(tail)?;
                self.prediction(outlook.prediction());
                self.prediction(&outlook.contributions_in_rate());
                self.numbers(*outlook.curve().knots());
                self.numbers([outlook.probability_above(rate)?, shortfall.lower, shortfall.upper]);
                self.numbers([outlook.point_rate()]);
            }
            let explanation = model.explanation(horizon);
            for interval in [Interval::Eighty, Interval::NinetyFive] {
                self.prediction(&explanation.width(interval));
                explanation.ends(interval).iter().for_each(|parts| self.parts(parts));
            }
            self.parts(&explanation.above(1.01 * model.spot())?);
        }
        Some(())
    }

    fn paths(&mut self, model: &Model) -> Option<()> {
        let (near, far) = (Horizon::try_from(TOUCHED_UP_TO).ok()?, Horizon::try_from(LEARNED_DAYS).ok()?);
        // Neither can be drawn before the first refit.
        if let Ok(paths) = model.paths(far, PATHS, 7) {
            self.numbers(paths.rates.into_iter().flatten());
            self.numbers(
                [0.99, 1.01]
                    .map(|share| share * model.spot())
                    .iter()
                    .filter_map(|rate| model.probability_touch(near, *rate)),
            );
        }
        Some(())
    }
}
