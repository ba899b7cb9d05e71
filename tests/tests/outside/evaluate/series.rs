//! Series beside the ECB's rates: each value counts from when its own rule says that it was known.

use super::{Desk, recipe, succeeded};
use anyhow::{Context, ensure};
use chrono::{Datelike, Days, NaiveDate};
use paridad_tests::server::command;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;

/// From this day on the VIX is falsified.
const FALSIFIED: &str = "2021-06-15";

/// The weekdays of the test.
fn days() -> anyhow::Result<Vec<NaiveDate>> {
    let first = NaiveDate::from_ymd_opt(2020, 1, 2).context("no such day")?;
    let days = (0..560).map(|number| first + Days::new(number));
    Ok(days.filter(|day| day.weekday().number_from_monday() <= 5).collect())
}

/// A number that wanders with the day, between -1 and 1.
fn wave(index: usize, speed: f64) -> f64 {
    (speed * index as f64).sin() * (0.37 * index as f64).cos()
}

/// The ECB's rates, as its file has them.
fn rates() -> anyhow::Result<String> {
    let mut text = "Date,USD,MXN,\n".to_owned();
    for (index, day) in days()?.iter().enumerate().rev() {
        writeln!(text, "{day},{},{},", 1.1 + 0.01 * wave(index, 1.7), 22.0 + 0.4 * wave(index, 2.3))?;
    }
    Ok(text)
}

/// The VIX, the FIX and a monthly index; `factor` multiplies the VIX from a day on.
fn series(factor: f64) -> anyhow::Result<String> {
    let from: NaiveDate = FALSIFIED.parse()?;
    let mut text = "date,cboe.vix,banxico.sf43718,banxico.sp1\n".to_owned();
    for (index, day) in days()?.into_iter().enumerate() {
        let vix = (20.0 + 6.0 * wave(index, 0.9)) * if day < from { 1.0 } else { factor };
        let prices = if day.day() == 1 { (100.0 + 0.1 * index as f64).to_string() } else { String::new() };
        writeln!(text, "{day},{vix},{},{prices}", 20.0 + 0.3 * wave(index, 2.9))?;
    }
    Ok(text)
}

/// A recipe for a measure that reads how the VIX has moved.
fn reads_vix(name: &str, measure: &str, calendar: &str) -> String {
    let vix = r#"
[[feature]]
kind = "move"
span = 5
holds = 7
of = "ln cboe.vix"
name = "vix.move.5"
"#;
    let target = format!("measure = \"{measure}\", calendar = \"{calendar}\"");
    recipe(name, "pesos", vix).replace("measure = \"panel.pesos\", calendar = \"weekdays\"", &target)
}

/// A folder with all of it.
fn desk() -> anyhow::Result<Desk> {
    let desk = Desk::new()?;
    desk.put("rates.csv", &rates()?)?;
    desk.put("series.csv", &series(1.0)?)?;
    desk.put("cross.toml", &reads_vix("cross", "ecb.eur.mxn / ecb.eur.usd", "target"))?;
    desk.put("fix.toml", &reads_vix("fix", "banxico.sf43718", "mexican_banks"))?;
    Ok(desk)
}

/// Evaluates on the rates of the folder; what was said, and what was warned of.
fn evaluate(desk: &Desk, more: &[&str]) -> anyhow::Result<Result<(String, String), String>> {
    let mut command = command()?;
    command.args(["evaluate", "--history", "rates.csv", "--split", "2021-01-01"]).args(more);
    let output = command.current_dir(desk.0.path()).output()?;
    let error = String::from_utf8(output.stderr.clone())?;
    Ok(if output.status.success() { Ok((succeeded(output)?, error)) } else { Err(error) })
}

/// The origins at which two files of forecasts differ in anything but the truth.
fn differing(desk: &Desk, files: [&str; 2]) -> anyhow::Result<BTreeSet<String>> {
    let [one, other] = files.map(|name| fs::read_to_string(desk.path(name)));
    let (one, other) = (one?, other?);
    ensure!(
        one.lines().count() == other.lines().count() && one.lines().count() > 500,
        "{}",
        one.lines().count()
    );
    let pairs = one.lines().zip(other.lines()).filter(|(one, other)| one != other);
    Ok(pairs.map(|(one, _)| one.split(',').next().unwrap_or_default().to_owned()).collect())
}

#[test]
fn a_value_beside_the_rates_counts_from_when_its_rule_says_that_it_was_known() -> anyhow::Result<()> {
    let desk = desk()?;
    desk.put("falsified.csv", &series(1.5)?)?;
    // The close of the fifteenth is known in its evening: to the rates of that afternoon it is still to come, as to the FIX of noon.
    for name in ["cross.toml", "fix.toml"] {
        for (series, forecasts) in [("series.csv", "honest.out"), ("falsified.csv", "falsified.out")] {
            let asked = ["--recipe", name, "--series", series, "--forecasts", forecasts];
            let (_, warned) = evaluate(&desk, &asked)?.map_err(anyhow::Error::msg)?;
            assert!(!warned.contains("silent"), "{warned}");
        }
        let differing = differing(&desk, ["honest.out", "falsified.out"])?;
        assert_eq!(differing.first().map(String::as_str), Some("2021-06-16"), "{name}");
    }
    Ok(())
}

#[test]
fn what_recipes_need_and_no_file_has_is_said() -> anyhow::Result<()> {
    let desk = desk()?;
    let (text, warned) = evaluate(&desk, &["--recipe", "cross.toml"])?.map_err(anyhow::Error::msg)?;
    assert!(text.starts_with("pesos, origins from 2020-") && warned.is_empty(), "{text}{warned}");
    let prices = desk.put("prices.toml", &reads_vix("prices", "ecb.eur.mxn / ecb.eur.usd", "target"))?;
    let wider = fs::read_to_string(&prices)?
        + "[[feature]]\nkind = \"yearly\"\nholds = 100\nof = \"inegi.737121\"\nname = \"activity\"\n";
    fs::write(&prices, wider)?;
    let asked = ["--recipe", "cross.toml", "--beside", "prices.toml", "--series", "series.csv"];
    let (_, warned) = evaluate(&desk, &asked)?.map_err(anyhow::Error::msg)?;
    assert!(warned.contains("in no file, so what reads them is silent: inegi.737121\n"), "{warned}");
    let refused = evaluate(&desk, &["--recipe", "fix.toml"])?.err().context("there is no FIX")?;
    let said = "fix.toml forecasts pesos, and banxico.sf43718 is in no file: --series FILE adds what the ECB has not";
    assert!(refused.contains(said), "{refused}");
    Ok(())
}

#[test]
fn faults_of_a_file_of_series_name_it_and_their_place() -> anyhow::Result<()> {
    let desk = desk()?;
    let rows = |text: &str| text.replace(';', "\n");
    for (name, text, said) in [
        ("a.csv", "date,vix;2020-01-02,12;", "a.csv: column 2 must be called by the id of a series"),
        (
            "b.csv",
            "date,cboe.vix;02/01/2020,12;",
            "b.csv: line 2: the date must be written YYYY-MM-DD, got \"02/01/2020\"",
        ),
        (
            "c.csv",
            "date,cboe.vix;2020-01-02,12;2020-01-02,12;",
            "c.csv: line 3: 2020-01-02 must have one row, and line 2 is one already",
        ),
        (
            "d.csv",
            "date,cboe.vix;2020-01-02,0.12;",
            "d.csv: 2020-01-02, column cboe.vix: must be between 5 and 150, in percent a year, got 0.12",
        ),
        (
            "e.csv",
            "date,banxico.sp1;2020-01-31,100;",
            "e.csv: 2020-01-31, column banxico.sp1: the date must be the first day of a period, which is monthly",
        ),
        (
            "f.csv",
            "date,cboe.vix;2020-01-02,12;",
            "f.csv: cboe.vix must be in one file, and is in series.csv already",
        ),
        (
            "g.csv",
            "date,ecb.eur.mxn;2020-01-02,20;",
            "g.csv: ecb.eur.mxn must be in one file, and is in rates.csv already",
        ),
        (
            "h.csv",
            "date,ustreasury.y10;2020-01-02,2;",
            "h.csv: no recipe reads any of what it has: ustreasury.y10",
        ),
    ] {
        desk.put(name, &rows(text))?;
        let asked = ["--recipe", "cross.toml", "--series", "series.csv", "--series", name];
        let refused = evaluate(&desk, &asked)?.err().with_context(|| format!("{name} is faulty"))?;
        assert!(refused.contains(said), "{said}: {refused}");
    }
    Ok(())
}
