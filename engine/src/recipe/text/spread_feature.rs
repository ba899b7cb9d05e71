//! The features of the spread, as groups of readings and marks.

use super::driver;
use super::group::{self, Group};
use super::rates::Rates;
use super::section::{Entry, Section, quoted};
use super::word;
use crate::data::measure::Measure;
use crate::features::driver::{DriverKind, Registered};
use crate::features::running_scale::Reading;
use crate::features::spread::{SpreadFeature, SpreadFeatureKind};

type Reader = for<'t> fn(&mut Section<'t>, &Rates<'t>) -> Group<SpreadFeatureKind>;

/// Who reads a table of a kind.
#[derive(Clone, Copy)]
enum Kind {
    OfRates(Reader),
    Driver(&'static Registered),
}

const OF_RATES: [(&str, Reader); 3] = [("own", own), ("peers", peers), ("calendar", calendar)];

/// Reads the tables `spread_feature`.
pub(super) fn read<'t>(root: &mut Section<'t>, rates: &Rates<'t>) -> Option<Vec<SpreadFeature>> {
    let of_rates = OF_RATES.map(|(name, reader)| (name, Kind::OfRates(reader))).into_iter();
    let drivers = DriverKind::ALL.iter().map(|driver| (driver.name, Kind::Driver(driver)));
    let kinds: Vec<_> = of_rates.chain(drivers).collect();
    let made = group::read(root, "spread_feature", |section| match section.kind(&kinds)?.1 {
        Kind::OfRates(reader) => reader(section, rates),
        Kind::Driver(registered) => {
            let made = driver::read(section, registered)?.into_iter();
            Some(made.map(|(name, driver)| (name, SpreadFeatureKind::Driver(driver))).collect())
        }
    })?;
    Some(made.into_iter().map(|(name, kind)| SpreadFeature { name, kind }).collect())
}

fn own(section: &mut Section<'_>, rates: &Rates<'_>) -> Group<SpreadFeatureKind> {
    let own = |reading: Reading| {
        let name = format!("{}.{}", rates.target(), reading.word());
        (name, SpreadFeatureKind::Own(reading))
    };
    Some(readings(section)?.into_iter().map(own).collect())
}

fn peers<'t>(section: &mut Section<'t>, rates: &Rates<'t>) -> Group<SpreadFeatureKind> {
    let of = section.need("of", "a list of rates").and_then(|of| of.list());
    let of: Option<Vec<Option<Measure>>> = of.map(|of| of.iter().map(|rate| rates.single(rate)).collect());
    let readings = readings(section);
    let of: Vec<Measure> = of?.into_iter().collect::<Option<_>>()?;
    let mean = |reading: Reading| {
        let name = format!("peers.{}", reading.word());
        (name, SpreadFeatureKind::Peers { of: of.clone(), reading })
    };
    Some(readings?.into_iter().map(mean).collect())
}

fn calendar(section: &mut Section<'_>, _: &Rates<'_>) -> Group<SpreadFeatureKind> {
    let marks = section.need("marks", "a list of marks")?.list()?;
    let mark = |entry: &Entry<'_>| {
        let text = entry.text()?;
        let wrong = || entry.refuse(format!("must be {}, got {}", word::MARKS, quoted(text)));
        let mark = word::mark(text).or_else(wrong)?;
        Some((format!("calendar.{}", mark.word()), SpreadFeatureKind::Calendar(mark)))
    };
    let marks: Vec<Option<_>> = marks.iter().map(mark).collect();
    marks.into_iter().collect()
}

fn readings(section: &mut Section<'_>) -> Option<Vec<Reading>> {
    let readings = section.need("readings", "a list of readings")?.list()?;
    let readings: Vec<Option<Reading>> =
        readings.iter().map(|reading| reading.word(&Reading::WORDS)).collect();
    readings.into_iter().collect()
}
