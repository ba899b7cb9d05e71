//! `paridad co-movements`: how the target has moved on the days on which other series moved.

use super::CoMovementArgs;
use super::answer::co_movements;
use crate::console::{Access, Refused, counted, json, line};
use crate::setup::Options;
use crate::wording::Language;
use anyhow::{Context, Result};
use paridad_engine::judging::co_movement::{CoMovement as Line, Expected};
use paridad_wire::{CoMovement, CoMovements};
use std::process::ExitCode;

/// Lists the co-movements.
pub(crate) async fn run(options: &Options, wanted: &CoMovementArgs) -> Result<ExitCode> {
    let found: CoMovements = match Access::to(options).await? {
        Access::Server(client) => client.get("/co-movements", &[("years", wanted.years.to_string())]).await?,
        Access::Own(own) => {
            let view = own.1.load_full().context("no version speaks yet")?;
            let reader = own.0.archive().read()?;
            let of = (&view.model.recipe, view.model.origin.day);
            co_movements(&reader, of, wanted.years, Language::English)
                .map_err(|trouble| Refused::of(&trouble))?
        }
    };
    if options.json {
        json(&found)?;
    } else {
        found.series.iter().try_for_each(|one| line(&in_words(one, &found.target)))?;
        let CoMovements { note, from, to, .. } = &found;
        line(&format!("{note} From {from} to {to}."))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What one of the series' usual moves went together with.
fn in_words(one: &CoMovement, target: &str) -> String {
    let CoMovement { series, name, unit, days, slope, error, residual, moves } = one;
    let moved = Line {
        days: usize::try_from(*days).unwrap_or(usize::MAX),
        slope: *slope,
        error: *error,
        residual: *residual,
        other_deviation: moves.sd,
    };
    let Expected { point, low, high } = moved.expected(moves.sd);
    let by = if unit == "log" {
        format!("{:+.2} %", 100.0 * moves.sd.exp_m1())
    } else {
        format!("{:+.3} points", moves.sd)
    };
    let [point, low, high] = [point, low, high].map(|log| 100.0 * log.exp_m1());
    let days = counted(*days, "day");
    format!(
        "{series:<16} {name}: {by} went with {point:+.2} % of {target}, four times in five {low:+.2} to {high:+.2} %; {days}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use paridad_wire::OtherMoves;

    #[test]
    fn a_usual_move_is_said_in_per_cent_or_points() {
        let one = |unit: &str, slope, sd| CoMovement {
            series: "x".to_owned(),
            name: "X".to_owned(),
            unit: unit.to_owned(),
            days: 1,
            slope,
            error: 0.0,
            residual: 0.005,
            moves: OtherMoves { sd },
        };
        assert_eq!(
            in_words(&one("log", 0.5, 0.01), "usdmxn"),
            "x                X: +1.01 % went with +0.50 % of usdmxn, four times in five -0.14 to +1.15 %; 1 day"
        );
        assert_eq!(
            in_words(&one("percentage_points", -0.02, 0.05), "usdmxn"),
            "x                X: +0.050 points went with -0.10 % of usdmxn, four times in five -0.74 to +0.54 %; 1 day"
        );
    }
}
