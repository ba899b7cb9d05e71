//! Drivers, as their table says them.

use super::figure::{self, Beside};
use super::group::Group;
use super::section::{Entry, Section, quoted};
use crate::features::driver::{Driver, Needs, Registered};
use crate::features::quantity::{Quantity, QuantityError};

/// Reads a group of drivers: one for each quantity that it names.
pub(super) fn read(section: &mut Section<'_>, registered: &Registered) -> Group<Driver> {
    let of = section.need("of", "a quantity or a list of such").and_then(Entry::one_or_more);
    let of: Option<Vec<_>> = of.map(|of| of.iter().map(|entry| quantity(entry, registered)).collect());
    let figures = figure::all(section, registered.parameters, Beside::default());
    let kind = (registered.kind)(&figures?)?;
    let driver = |of: Quantity| {
        let driver = Driver { of, kind };
        (driver.usual_name(), driver)
    };
    Some(of?.into_iter().collect::<Option<Vec<_>>>()?.into_iter().map(driver).collect())
}

fn quantity(entry: &Entry<'_>, registered: &Registered) -> Option<Quantity> {
    let text = entry.text()?;
    let wrong = |error: QuantityError| entry.refuse(format!("{error}, got {}", quoted(text)));
    let quantity = Quantity::try_from(text).map_or_else(wrong, Some)?;
    if registered.needs.holds(&quantity) {
        return Some(quantity);
    }
    let wanted = needed(registered.needs);
    entry.refuse(format!("must be {wanted} where the kind is {}, got {}", registered.name, quoted(text)))
}

/// What a driver can read, as a message says it.
pub(super) fn needed(needs: Needs) -> &'static str {
    match needs {
        Needs::Anything => "a series, its logarithm, a difference or the logarithm of a ratio",
        Needs::Logarithms => "a logarithm such as \"ln cboe.vix\"",
        Needs::Values => "a series or a difference such as \"a - b\"",
        Needs::Differences => "a difference such as \"a - b\"",
        Needs::Events => {
            "one of events.us.fomc, events.us.prices, events.us.payrolls, events.mx.banxico, events.mx.prices"
        }
    }
}
