//! The command `evaluate` on a small panel: out of sample, the same on any number of threads, and clear about faults.

use anyhow::{Context, ensure};
use chrono::{Days, NaiveDate};
use paridad_tests::server::command;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;

/// How many days the panel has, and after how many of them the later ones are falsified.
const DAYS: u64 = 420;
const HONEST: u64 = 380;

/// A rate that wanders, one beside it, and a slope around zero with gaps; `falsified` multiplies what comes late.
fn panel(falsified: f64) -> anyhow::Result<String> {
    let first = NaiveDate::from_ymd_opt(2020, 1, 1).context("no such day")?;
    let mut text = "date,Rate,oil,slope\n".to_owned();
    let mut state = 9_u64;
    let mut uniform = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let (mut rate, mut oil) = (20.0, 60.0);
    for number in 0..DAYS {
        rate *= 1.0 + 0.01 * (uniform() - 0.5);
        oil *= 1.0 + 0.03 * (uniform() - 0.5);
        let factor = if number < HONEST { 1.0 } else { falsified };
        let slope = if uniform() < 0.2 { String::new() } else { (factor * (uniform() - 0.5)).to_string() };
        let day = first + Days::new(number);
        writeln!(text, "{day},{},{},{slope}", factor * rate, factor * oil)?;
    }
    Ok(text)
}

/// A folder with what an evaluation reads and writes.
struct Desk(TempDir);

impl Desk {
    fn new() -> anyhow::Result<Self> {
        Ok(Self(tempfile::tempdir()?))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, text: &str) -> anyhow::Result<PathBuf> {
        let path = self.path(name);
        fs::write(&path, text)?;
        Ok(path)
    }

    /// Evaluates the rate of a panel.
    fn evaluate(&self, panel: &Path, more: &[&str]) -> anyhow::Result<Output> {
        let mut command = command()?;
        command.args(["evaluate", "--target", "Rate", "--split", "2020-09-01", "--panel"]);
        Ok(command.arg(panel).args(more).current_dir(self.0.path()).output()?)
    }
}

fn succeeded(output: Output) -> anyhow::Result<String> {
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

#[test]
fn what_a_panel_says_later_changes_no_forecast_and_no_score_of_what_was_known() -> anyhow::Result<()> {
    let desk = Desk::new()?;
    let forecasts = |name: &str, factor: f64| -> anyhow::Result<Vec<String>> {
        let panel = desk.put("panel.csv", &panel(factor)?)?;
        succeeded(desk.evaluate(&panel, &["--forecasts", name])?)?;
        Ok(fs::read_to_string(desk.path(name))?.lines().map(str::to_owned).collect())
    };
    let (honest, falsified) = (forecasts("honest.csv", 1.0)?, forecasts("falsified.csv", 3.0)?);
    let last = NaiveDate::from_ymd_opt(2020, 1, 1).context("no such day")? + Days::new(HONEST - 1);
    let last = last.to_string();
    let mut columns = "date,horizon,target_date,spot,point,actual,q025,q05,q10".to_owned();
    (3..=18).try_for_each(|step| write!(columns, ",q{}", 5 * step))?;
    assert_eq!(honest[0], format!("{columns},q95,q975"), "as documented");
    let mut compared = 0;
    for (one, other) in honest.iter().zip(&falsified).skip(1) {
        let fields = |row: &str| row.split(',').map(str::to_owned).collect::<Vec<_>>();
        let (one, other) = (fields(one), fields(other));
        // Written as they are, days are in the order of their text.
        if one[2] <= last {
            assert_eq!(one, other);
            compared += 1;
        } else if one[0] <= last {
            assert_eq!((&one[..5], &one[6..]), (&other[..5], &other[6..]), "all but the truth");
            compared += 1;
        }
    }
    assert!(compared > 1_000, "{compared}");
    Ok(())
}

#[test]
fn json_has_its_keys_and_threads_change_nothing() -> anyhow::Result<()> {
    let desk = Desk::new()?;
    let panel = desk.put("panel.csv", &panel(1.0)?)?;
    let one = succeeded(desk.evaluate(&panel, &["--json", "--threads", "1", "--report", "report.html"])?)?;
    assert_eq!(one, succeeded(desk.evaluate(&panel, &["--json", "--threads", "3"])?)?);
    let rows: Vec<Value> = serde_json::from_str(&one)?;
    let row = rows.first().context("no row")?;
    let keys = |row: &Value| row.as_object().map(|row| row.keys().cloned().collect::<BTreeSet<_>>());
    let ratios = ["crps_rel", "tail_pinball_rel", "winkler80_rel", "winkler95_rel", "rmse_rel", "mae_rel"];
    let figures = ratios.into_iter().chain(["cover80", "cover95"]);
    let mut figures: BTreeSet<String> =
        figures.flat_map(|name| [name.to_owned(), format!("{name}_error")]).collect();
    figures.extend(["n", "n_independent"].map(str::to_owned));
    let with =
        |more: &[&str]| Some(figures.iter().cloned().chain(more.iter().map(|&key| key.to_owned())).collect());
    let test = ["dm_statistic", "dm_p", "from", "to"];
    assert_eq!(keys(&row["halves"][0]), with(&test));
    assert_eq!(keys(&row["regimes"][0]), with(&["regime"]));
    assert_eq!(keys(row), with(&[&test[..], &["target", "horizon", "halves", "regimes"]].concat()));
    assert_eq!((row["target"].as_str(), row["horizon"].as_u64()), (Some("rate"), Some(1)));
    let count = |row: &Value| row["n"].as_u64();
    assert_eq!(count(row), Some(DAYS - 61), "60 days teach, and the last has not met its truth");
    let halves = row["halves"].as_array().context("no halves")?;
    assert_eq!(halves.iter().filter_map(count).sum::<u64>(), DAYS - 61);
    assert!(fs::read_to_string(desk.path("report.html"))?.starts_with("<!doctype html>"));
    Ok(())
}

#[test]
fn faults_name_the_file_the_line_and_what_is_allowed() -> anyhow::Result<()> {
    let desk = Desk::new()?;
    let wrong = desk.put("wrong.csv", "date,Rate\n2020-01-01,1\n2020-01-02,x\n")?;
    let good = desk.put("panel.csv", &panel(1.0)?)?;
    desk.put("recipe.toml", "name = \"Übung\"\n")?;
    for (panel, more, said) in [
        (&wrong, &[][..], "wrong.csv: line 3, column Rate: must be a finite number or empty, got \"x\""),
        (&good, &["--columns", "gold"], "column \"gold\" must be one of Rate, oil, slope"),
        (&good, &["--recipe", "recipe.toml"], "recipe.toml:1:8: name must have 1 to 64 characters"),
        (&good, &["--from", "2030-01-01"][..], "no forecast of rate from 2030-01-01 on has met its truth"),
    ] {
        let output = desk.evaluate(panel, more)?;
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && error.contains(said), "{said}: {error}");
    }
    Ok(())
}
