//! Learns some years of a CSV file day by day, and says what it expects in a month: `cargo run --release -p paridad-engine --example learn`.
#![expect(clippy::print_stdout, reason = "an example shows what came of it")]

#[path = "shared/history.rs"]
mod history;

use paridad_engine::forecaster::{Forecaster, Notice};
use paridad_engine::maths::level::Level;
use paridad_engine::recipe::Recipe;
use paridad_engine::time::horizon::Horizon;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut forecaster = Forecaster::new(Recipe::ecb_cross("mxn")?);
    let mut days = 0;
    for event in history::from(2022)? {
        // Refits are other programs' business: unanswered, what they would bring sleeps, and the other experts speak.
        let mut unanswered = |jobs: Vec<_>| jobs.into_iter().map(|(request, _)| (request, None)).collect();
        let notices = forecaster.replay(&event, &mut unanswered);
        days += notices.iter().filter(|notice| matches!(notice, Notice::Spoke(_))).count();
    }
    let model = forecaster.model().ok_or("too few days to speak")?;
    let outlook = model.outlook(Horizon::try_from(21_u16)?);
    println!("{days} days learned; USD/MXN {:.4} on {}", outlook.spot(), model.origin.day);
    println!("in 21 publication days: {:.4}", outlook.point_rate());
    for level in [0.05, 0.5, 0.95] {
        let rate = outlook.rate(outlook.quantile(Level::try_from(level)?));
        println!("  {:>2.0} % below {rate:.4}", 100.0 * level);
    }
    println!("above 20 with a probability of {:.3}", outlook.probability_above(20.0).ok_or("no rate")?);
    Ok(())
}
