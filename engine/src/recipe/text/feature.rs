//! The features of the point, as groups of spans.

use super::driver;
use super::group::{self, Group};
use super::rates::Rates;
use super::section::{Entry, Section};
use crate::data::series::SeriesId;
use crate::features::driver::{DriverKind, Needs, Registered};
use crate::features::point::{Feature, FeatureKind};
use crate::time::horizon::LEARNED_DAYS;

type Reader = for<'t> fn(&mut Section<'t>, &Rates<'t>) -> Group<FeatureKind>;

/// Who reads a table of a kind.
#[derive(Clone, Copy)]
enum Kind {
    OfRates(Reader),
    Driver(&'static Registered),
}

const OF_RATES: [(&str, Reader); 5] =
    [("return", returns), ("volatility", volatilities), ("gap", gaps), ("carry", carry), ("change", changes)];

/// Why the point has no such driver.
const NO_EVENTS: &str = "must not be events: their number differs from horizon to horizon, which only a spread_feature can follow";

/// Reads the tables `feature`.
pub(super) fn read<'t>(root: &mut Section<'t>, rates: &Rates<'t>) -> Option<Vec<Feature>> {
    let of_rates = OF_RATES.map(|(name, reader)| (name, Kind::OfRates(reader))).into_iter();
    let drivers = DriverKind::ALL.iter().map(|driver| (driver.name, Kind::Driver(driver)));
    let kinds: Vec<_> = of_rates.chain(drivers).collect();
    let made = group::read(root, "feature", |section| match section.kind(&kinds)?.1 {
        Kind::OfRates(reader) => reader(section, rates),
        Kind::Driver(registered) => {
            let made = driver::read(section, registered);
            if registered.needs == Needs::Events {
                return section.refuse("kind", NO_EVENTS);
            }
            Some(made?.into_iter().map(|(name, driver)| (name, FeatureKind::Driver(driver))).collect())
        }
    })?;
    Some(made.into_iter().map(|(name, kind)| Feature { name, kind }).collect())
}

fn returns<'t>(section: &mut Section<'t>, rates: &Rates<'t>) -> Group<FeatureKind> {
    let of = section.need("of", "the name of a rate or a list of such");
    let of = of.and_then(Entry::one_or_more);
    let of: Option<Vec<_>> = of.map(|of| of.iter().map(|entry| rates.called(entry)).collect());
    let spans = spans(section);
    let (of, spans): (Vec<_>, _) = (of?.into_iter().collect::<Option<_>>()?, spans?);
    let mut made = Vec::new();
    for (name, basket) in of {
        for &span in &spans {
            let kind = FeatureKind::Return { basket: basket.clone(), span };
            made.push((format!("{name}.return.{span}"), kind));
        }
    }
    Some(made)
}

fn volatilities(section: &mut Section<'_>, rates: &Rates<'_>) -> Group<FeatureKind> {
    let own = |span| (format!("{}.volatility.{span}", rates.target()), FeatureKind::Volatility { span });
    Some(spans(section)?.into_iter().map(own).collect())
}

fn gaps(section: &mut Section<'_>, rates: &Rates<'_>) -> Group<FeatureKind> {
    let own = |span| (format!("{}.gap.{span}", rates.target()), FeatureKind::Gap { span });
    Some(spans(section)?.into_iter().map(own).collect())
}

fn carry(section: &mut Section<'_>, _: &Rates<'_>) -> Group<FeatureKind> {
    let (high, low) = (section.name("high"), section.name("low"));
    let (high, low) = (SeriesId::try_from(high?).ok()?, SeriesId::try_from(low?).ok()?);
    Some(vec![("carry".to_owned(), FeatureKind::Carry { high, low })])
}

fn changes(section: &mut Section<'_>, _: &Rates<'_>) -> Group<FeatureKind> {
    let (series, spans) = (section.name("series"), spans(section));
    let series = SeriesId::try_from(series?).ok()?;
    let change =
        |span| (format!("{series}.change.{span}"), FeatureKind::Change { series: series.clone(), span });
    Some(spans?.into_iter().map(change).collect())
}

/// Numbers of publication days, as far as the panel looks back.
fn spans(section: &mut Section<'_>) -> Option<Vec<u16>> {
    let spans = section.need("spans", "a list of days")?.list()?;
    let spans: Vec<Option<u16>> = spans.iter().map(|span| span.whole(1..=LEARNED_DAYS)).collect();
    spans.into_iter().collect()
}
