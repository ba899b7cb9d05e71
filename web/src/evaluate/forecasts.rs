//! Every forecast with its truth as CSV, in rates, so that anyone can score it anew.

use anyhow::Result;
use paridad_engine::forecaster::evaluate::Judged;
use paridad_engine::maths::level::LEVELS;
use paridad_engine::maths::num;
use std::path::Path;

/// Writes all rows into a new file.
pub(super) fn write(path: &Path, judged: &[Judged]) -> Result<()> {
    let mut csv = csv::Writer::from_path(path)?;
    let names = ["date", "horizon", "target_date", "spot", "point", "actual"].map(str::to_owned);
    csv.write_record(names.into_iter().chain(LEVELS.map(column)))?;
    for row in judged {
        let rate = |log_move: f64| (row.spot * num::exp(log_move)).to_string();
        let start = [
            row.origin.to_string(),
            u16::from(row.horizon).to_string(),
            row.day.to_string(),
            row.spot.to_string(),
            rate(row.point),
            rate(row.log_move),
        ];
        csv.write_record(start.into_iter().chain(row.quantiles.map(rate)))?;
    }
    Ok(csv.flush()?)
}

/// The column of a level: `q025` for 0.025, `q05` for 0.05, `q10` for 0.10.
fn column(level: f64) -> String {
    let digits = format!("{level:.3}");
    let digits = digits.trim_start_matches("0.");
    format!("q{}", if digits.ends_with('0') { &digits[..2] } else { digits })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_are_named_as_documented() {
        let names = LEVELS.map(column);
        assert_eq!(&names[..4], ["q025", "q05", "q10", "q15"]);
        assert_eq!(&names[18..], ["q90", "q95", "q975"]);
    }
}
