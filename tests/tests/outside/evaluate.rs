//! The command `evaluate` on a small panel: out of sample, the same on any number of threads, and clear about faults.

mod series;

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
    panel_from(NaiveDate::from_ymd_opt(2020, 1, 1).context("no such day")?, falsified)
}

/// The same, from another first day on.
fn panel_from(first: NaiveDate, falsified: f64) -> anyhow::Result<String> {
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

/// A recipe for a column of the panel that reads nothing but its past, unless `more` says otherwise.
fn recipe(name: &str, column: &str, more: &str) -> String {
    format!(
        r#"name = "{name}"
prior = "none"
prior_outcomes = 300.0
target = {{ name = "{column}", measure = "panel.{column}", calendar = "weekdays" }}
location = [
    {{ kind = "walk", weight = 0.5 }},
    {{ kind = "ridge", weight = 0.5, penalty = 100.0, forgetting = 0.9999 }},
]
spread = [{{ kind = "walk", weight = 0.5 }}, {{ kind = "ewma", weight = 0.5 }}]
scale = {{ fast = 0.94, slow = 0.995, persistence = 0.98 }}
refits = {{ every = 63, lag = 5, rows = 1500 }}

[[feature]]
kind = "return"
of = "{column}"
spans = [1, 5]

[[spread_feature]]
kind = "own"
readings = ["pace.1", "pace.17"]
{more}"#
    )
}

/// Makes a recipe read two columns more, one of them a day later than it would be known without a word.
const WIDE: &str = r#"
[[feature]]
kind = "return"
of = "oil"
spans = [1]

[[feature]]
kind = "change"
series = "panel.slope"
spans = [1]

[rates]
oil = "panel.oil"

[availability]
"panel.oil" = { days_late = 2 }
"#;

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

    /// The rows of such an evaluation.
    fn rows(&self, panel: &Path, more: &[&str]) -> anyhow::Result<Vec<Value>> {
        let json = succeeded(self.evaluate(panel, &[&["--json"], more].concat())?)?;
        Ok(serde_json::from_str(&json)?)
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
    let head = ["target", "recipe", "priors_seen_until", "horizon", "halves", "regimes"];
    assert_eq!(keys(row), with(&[&test[..], &head].concat()));
    assert_eq!((row["target"].as_str(), row["horizon"].as_u64()), (Some("rate"), Some(1)));
    assert_eq!(row["recipe"].as_str(), Some("panel-rate"));
    let count = |row: &Value| row["n"].as_u64();
    assert_eq!(count(row), Some(DAYS - 61), "60 days teach, and the last has not met its truth");
    let halves = row["halves"].as_array().context("no halves")?;
    assert_eq!(halves.iter().filter_map(count).sum::<u64>(), DAYS - 61);
    assert!(fs::read_to_string(desk.path("report.html"))?.starts_with("<!doctype html>"));
    Ok(())
}

/// How a row compares with the first recipe's; the row is left without it.
fn take_comparison(row: &mut Value) -> anyhow::Result<[Option<f64>; 3]> {
    let fields = row.as_object_mut().context("no row")?;
    let mut take = |key| fields.remove(key).with_context(|| format!("no {key}"));
    let values = [take("crps_to_first")?, take("dm_to_first_statistic")?, take("dm_to_first_p")?];
    Ok(values.map(|value| value.as_f64()))
}

#[test]
fn recipes_side_by_side_say_what_each_says_alone() -> anyhow::Result<()> {
    let desk = Desk::new()?;
    let panel = desk.put("panel.csv", &panel(1.0)?)?;
    desk.put("plain.toml", &recipe("plain", "rate", ""))?;
    desk.put("wide.toml", &recipe("wide", "rate", WIDE))?;
    let files = ["--forecasts", "alone.csv"];
    let first = desk.rows(&panel, &[&["--recipe", "plain.toml"], &files[..]].concat())?;
    let other = desk.rows(&panel, &["--recipe", "wide.toml"])?;
    let files = ["--forecasts", "both.csv"];
    let both = [&["--recipe", "plain.toml", "--beside", "wide.toml"], &files[..]].concat();
    let mut both = desk.rows(&panel, &both)?;
    let mut beside = both.split_off(first.len());
    assert_eq!(both, first, "what others read changes nothing");
    let compared = beside.iter_mut().map(take_comparison).collect::<anyhow::Result<Vec<_>>>()?;
    assert_eq!(beside, other);
    for ([ratio, statistic, p], (row, first)) in compared.iter().zip(beside.iter().zip(&first)) {
        let relative = |row: &Value| row["crps_rel"].as_f64().context("no score");
        let ratio = ratio.context("no ratio")?;
        // Both are relative to one baseline on the same days.
        assert!((ratio * relative(first)? / relative(row)? - 1.0).abs() < 1e-12, "{row}");
        assert_eq!(statistic.is_some(), row["horizon"] != 252, "too few for a test at the farthest only");
        assert!(statistic.is_none_or(|statistic| (statistic < 0.0) == (ratio < 1.0)), "{row}");
        assert!(p.is_none_or(|p| (0.0..=1.0).contains(&p)) && p.is_some() == statistic.is_some());
    }
    let forecasts = |name| fs::read_to_string(desk.path(name));
    assert_eq!(forecasts("alone.csv")?, forecasts("both.csv")?);
    Ok(())
}

#[test]
fn a_recipe_beside_itself_differs_in_nothing() -> anyhow::Result<()> {
    let desk = Desk::new()?;
    let panel = desk.put("panel.csv", &panel(1.0)?)?;
    for name in ["one", "two", "three"] {
        desk.put(&format!("{name}.toml"), &recipe(name, "rate", ""))?;
    }
    let asked = ["--recipe", "one.toml", "--beside", "two.toml", "--beside", "three.toml"];
    let mut rows = desk.rows(&panel, &asked)?;
    let names: Vec<String> =
        rows.iter().filter_map(|row| row["recipe"].as_str().map(str::to_owned)).collect();
    let each = names.len() / 3;
    assert!(names.chunks(each).zip(["one", "two", "three"]).all(|(names, name)| names == vec![name; each]));
    for row in &mut rows[each..] {
        assert_eq!(take_comparison(row)?, [Some(1.0), None, None], "nothing varies that could be tested");
    }
    let text = succeeded(desk.evaluate(&panel, &asked)?)?;
    let alone = succeeded(desk.evaluate(&panel, &asked[..2])?)?;
    let blocks = text.strip_prefix(&alone).context("the tables of the first come first, as they were")?;
    let blocks: Vec<&str> = blocks.split("\n\n").map(str::trim).collect();
    assert_eq!(blocks.len(), 2);
    for (block, name) in blocks.iter().zip(["two", "three"]) {
        let lines: Vec<&str> = block.lines().collect();
        assert_eq!((lines[0], lines.len()), (format!("{name} beside one").as_str(), 3 + each), "{block}");
        assert!(lines[3].starts_with("      1    359    1.0000") && lines[3].ends_with("      -"), "{block}");
    }
    Ok(())
}

#[test]
fn recipes_that_cannot_be_compared_are_refused() -> anyhow::Result<()> {
    let desk = Desk::new()?;
    let panel = desk.put("panel.csv", &panel(1.0)?)?;
    desk.put("rate.toml", &recipe("rate", "rate", ""))?;
    desk.put("oil.toml", &recipe("oil", "oil", ""))?;
    desk.put("again.toml", &recipe("rate", "rate", ""))?;
    desk.put("wide.toml", &recipe("wide", "rate", WIDE))?;
    desk.put("later.toml", &recipe("later", "rate", &WIDE.replace("= 2", "= 3")))?;
    let (rate, oil) = ("rate (panel.rate on listed days)", "oil (panel.oil on listed days)");
    let targets = format!("oil.toml must forecast {rate}, as rate.toml does, got {oil}");
    for (first, other, said) in [
        ("rate.toml", "oil.toml", targets.as_str()),
        ("rate.toml", "again.toml", "again.toml must have a name of its own, got \"rate\", as rate.toml has"),
        (
            "wide.toml",
            "later.toml",
            "later.toml must read panel.oil with days_late = 2, as wide.toml does, got 3",
        ),
        ("rate.toml", "none.toml", "none.toml: No such file"),
    ] {
        let output = desk.evaluate(&panel, &["--recipe", first, "--beside", other])?;
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && error.contains(said), "{said}: {error}");
    }
    Ok(())
}

#[test]
fn what_the_priors_have_seen_is_refused_or_called_in_sample_in_every_output() -> anyhow::Result<()> {
    let desk = Desk::new()?;
    let first = NaiveDate::from_ymd_opt(2011, 6, 1).context("no such day")?;
    let panel = desk.put("early.csv", &panel_from(first, 1.0)?)?;
    desk.put("blank.toml", &recipe("blank", "rate", ""))?;
    desk.put(
        "taught.toml",
        &recipe("taught", "rate", "").replace("prior = \"none\"", "prior = \"currencies\""),
    )?;
    let early = ["--from", "2011-06-01"];
    let error = |more: &[&str]| -> anyhow::Result<String> {
        let output = desk.evaluate(&panel, &[&early[..], more].concat())?;
        ensure!(!output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        Ok(String::from_utf8_lossy(&output.stderr).into_owned())
    };
    for more in
        [&[][..], &["--recipe", "taught.toml"], &["--recipe", "blank.toml", "--beside", "taught.toml"]]
    {
        let error = error(more)?;
        assert!(error.contains("must be after 2011-12-31, got 2011-06-01"), "{error}");
        assert!(error.contains("--in-sample-priors"), "{error}");
    }
    let asked = [&early[..], &["--recipe", "taught.toml", "--in-sample-priors"]].concat();
    let text = succeeded(desk.evaluate(&panel, &[&asked[..], &["--report", "report.html"]].concat())?)?;
    let page = fs::read_to_string(desk.path("report.html"))?;
    let warning = "not out of sample up to 2011-12-31";
    assert!(text.contains(warning) && page.contains(warning), "{text}");
    let seen = |more: &[&str]| -> anyhow::Result<BTreeSet<Option<String>>> {
        let rows = desk.rows(&panel, more)?;
        Ok(rows.iter().map(|row| row["priors_seen_until"].as_str().map(str::to_owned)).collect())
    };
    assert_eq!(seen(&asked)?, BTreeSet::from([Some("2011-12-31".to_owned())]));

    // Who begins with nothing has seen nothing, and after the cut nobody has.
    assert_eq!(seen(&[&early[..], &["--recipe", "blank.toml"]].concat())?, BTreeSet::from([None]));
    let late = ["--from", "2012-01-01", "--recipe", "taught.toml"];
    assert_eq!(seen(&late)?, BTreeSet::from([None]));
    assert!(!succeeded(desk.evaluate(&panel, &late)?)?.contains("out of sample"));
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
