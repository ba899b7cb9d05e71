//! The engine as a WASM module whose every export takes and gives numbers, to compare its bits with
//! the native ones.

mod replay;

use paridad_engine::maths::num;
use replay::Replay;
use std::cell::RefCell;
use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static REPLAY: RefCell<Replay> = RefCell::default();
}

/// Appends the lowest `bytes` bytes of `word` to the encoded stretch that will be replayed: a snapshot to begin with, or
/// none, and the events after it.
#[wasm_bindgen]
pub fn feed(word: u64, bytes: u32) {
    REPLAY.with_borrow_mut(|replay| replay.feed(word, bytes as usize));
}

/// Replays the stretch that was fed, and gives the number of forecasts spoken.
#[wasm_bindgen]
pub fn replay() -> u32 {
    REPLAY.with_borrow_mut(Replay::run)
}

/// One of four 64-bit words of the hash over every forecast of the stretch, the snapshot at its end, and all that can be
/// asked of it.
#[wasm_bindgen]
pub fn replay_digest(word: u32) -> u64 {
    REPLAY.with_borrow(|replay| replay.digest(word as usize))
}

/// The first 64 bits of the BLAKE3 hash over each function of [`num`] at `count` inputs from number
/// `first` on.
#[wasm_bindgen]
pub fn num_digest(first: u32, count: u32) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for index in first..first.saturating_add(count) {
        for value in values(index) {
            hasher.update(&value.to_bits().to_le_bytes());
        }
    }
    hasher.finalize().as_bytes().iter().take(8).fold(0, |word, byte| word << 8 | u64::from(*byte))
}

/// All functions at one input. Inputs lie in (0, 1), where quantiles live, and are spread over the
/// span that logarithms of rates, scales and standardised residuals come from.
fn values(index: u32) -> [f64; 10] {
    // The golden ratio's multiples fill the unit interval evenly, without a pattern in their bits.
    let unit = (f64::from(index) + 0.5) * 0.618_033_988_749_894_9 % 1.0;
    let wide = 40.0 * unit - 20.0;
    [
        num::exp(wide),
        // As small as a forecast's move, where the difference from exp is what it is for.
        num::exp_m1(0.01 * wide),
        num::ln(unit),
        num::pow(unit, wide),
        // Half the degrees of freedom of Student's t.
        num::ln_gamma(20.0 * unit),
        num::sinh(wide),
        num::asinh(wide),
        num::normal_density(wide),
        num::normal_cdf(wide),
        num::normal_quantile(unit),
    ]
}
