//! Learns the same days twice, once interrupted, and compares the states in bits: `cargo run --release -p paridad-engine --example replay`.
#![expect(clippy::print_stdout, reason = "an example shows what came of it")]

#[path = "shared/history.rs"]
mod history;

use paridad_engine::forecaster::{Event, Forecaster};
use paridad_engine::recipe::Recipe;
use paridad_engine::snapshot::{Snapshot, decode, encode};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let events = history::from(2024)?;
    let fresh = Forecaster::new(Recipe::ecb_cross("mxn")?);
    let (mut whole, mut interrupted) = (fresh.clone(), fresh);
    learn(&mut whole, &events);
    let (before, after) = events.split_at(events.len() / 2);
    learn(&mut interrupted, before);
    let kept = encode(&interrupted);
    println!(
        "kept after {} days: {} parts, {} bytes",
        before.len(),
        kept.parts.len(),
        kept.parts.iter().map(|part| part.bytes.len()).sum::<usize>()
    );
    let mut resumed = read(&kept)?;
    learn(&mut resumed, after);
    let [one, other] = [&whole, &resumed].map(|forecaster| encode(forecaster).digest());
    assert_eq!(one, other, "a state is a fold over its events, whoever interrupts it");
    println!("after {} days both states have the digest {:02x?}…", events.len(), &one[..4]);
    Ok(())
}

fn learn(forecaster: &mut Forecaster, events: &[Event]) {
    for event in events {
        let mut unanswered = |jobs: Vec<_>| jobs.into_iter().map(|(request, _)| (request, None)).collect();
        forecaster.replay(event, &mut unanswered);
    }
}

/// The forecaster that was kept.
fn read(kept: &Snapshot) -> Result<Forecaster, Box<dyn Error>> {
    let bytes = |name: &str| kept.parts.iter().find(|part| part.name == name).map(|part| part.bytes.clone());
    Ok(decode(&kept.manifest, |part| bytes(&part.name))?)
}
