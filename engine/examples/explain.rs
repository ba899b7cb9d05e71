//! Says why one forecast is what it is, feature by feature: `cargo run --release -p paridad-engine --example explain`.
#![expect(clippy::print_stdout, reason = "an example shows what came of it")]

#[path = "shared/history.rs"]
mod history;

use paridad_engine::forecaster::Forecaster;
use paridad_engine::recipe::Recipe;
use paridad_engine::time::horizon::Horizon;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let mut forecaster = Forecaster::new(Recipe::ecb_cross("mxn")?);
    for event in history::from(2023)? {
        let mut unanswered = |jobs: Vec<_>| jobs.into_iter().map(|(request, _)| (request, None)).collect();
        forecaster.replay(&event, &mut unanswered);
    }
    let model = forecaster.model().ok_or("too few days to speak")?;
    let outlook = model.outlook(Horizon::try_from(63_u16)?);
    let pesos = outlook.contributions_in_rate();
    let mut reasons: Vec<_> = model.recipe.features.iter().zip(&pesos.contributions).collect();
    reasons.sort_by(|(_, one), (_, other)| other.abs().total_cmp(&one.abs()));
    println!(
        "{:.4} pesos a dollar now, {:.4} in 63 publication days, because of:",
        outlook.spot(),
        outlook.point_rate()
    );
    for (feature, contribution) in reasons.iter().take(5) {
        println!("{contribution:>+10.5} {}", feature.name);
    }
    let rest: f64 = reasons.iter().skip(5).map(|(_, contribution)| **contribution).sum();
    println!("{rest:>+10.5} all others\n{:>+10.5} whatever they are", pesos.base);
    // In log units the point is this very sum, in bits; in pesos only as far as f64 adds up.
    assert!(
        (outlook.spot() + pesos.point() - outlook.point_rate()).abs() < 1e-9,
        "the parts sum to the whole"
    );
    Ok(())
}
