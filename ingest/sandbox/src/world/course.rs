//! Which series goes which way: its dates, what it stays near, how far it strays, its decimals.

use super::dates::Dates;
use super::economy::{Basket, Economy};
use super::levels::{self, Levels, level};
use super::wander::Stray;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use paridad_engine::maths::num;
use paridad_ingest::catalogue::Entry;

/// How a series is generated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Course {
    pub(super) dates: Dates,
    centre: Centre,
    pub(super) stray: Stray,
    pub(super) decimals: usize,
}

/// What a series stays near.
#[derive(Debug, Clone, Copy)]
enum Centre {
    /// The FIX by its day of determination.
    Fix,
    /// The FIX by its day of settlement.
    Settled,
    /// The FIX times a factor: expectations of it.
    NearFix(f64),
    /// Pesos for a euro.
    PesosPerEuro,
    /// Dollars for a euro.
    DollarsPerEuro,
    /// Banxico's target rate.
    Target,
    /// A market rate: so much of it is the target rate, the rest a steady 7 per cent, and a spread.
    Rate { share: f64, spread: f64 },
    /// A price index by months.
    Prices(Basket),
    /// The price index by fortnights.
    Fortnights,
    /// The change of a price index within a year.
    Inflation(Basket),
    /// The unit of investment.
    UnitOfInvestment,
    /// A level by years, and how much of it is due to the season.
    Level { levels: Levels, season: f64 },
    /// One level for ever.
    Steady(f64),
}

/// What the months add to the seasonal part of a level.
const SEASON: [f64; 12] = [-1.0, -1.2, 0.6, -0.3, 0.5, 0.3, 0.1, 0.2, -0.4, 0.6, 0.3, 0.3];

const BY_AUCTION: Dates = Dates::Weekly(Weekday::Thu, 1);
const BY_MONTH: Dates = Dates::Months(1);

impl Course {
    /// The course of a series: its own, or one in the middle of its plausible range.
    pub(super) fn of(entry: &Entry) -> Self {
        match entry.source.as_str() {
            "banxico" => banxico(&entry.key),
            "inegi" => inegi(&entry.key),
            "ecb" => ecb(entry),
            _ => None,
        }
        .unwrap_or_else(|| unknown(entry))
    }

    /// What the value of `day` stays near.
    pub(super) fn centre(&self, economy: &Economy, day: NaiveDate) -> f64 {
        let fix = &economy.pesos_per_dollar;
        match self.centre {
            Centre::Fix => fix.at(day),
            Centre::Settled => economy.settled(day),
            Centre::NearFix(factor) => factor * fix.at(day),
            Centre::PesosPerEuro => fix.at(day) * economy.dollars_per_euro.at(day),
            Centre::DollarsPerEuro => economy.dollars_per_euro.at(day),
            Centre::Target => economy.target_rate(day),
            // A rate is fixed the day before the one that labels it.
            Centre::Rate { share, spread } => {
                share * economy.target_rate(day - Days::new(1)) + (1.0 - share) * 7.0 + spread
            }
            Centre::Prices(basket) => economy.month(basket, day),
            Centre::Fortnights => economy.fortnight(Basket::All, day),
            Centre::Inflation(basket) => economy.inflation(basket, day),
            Centre::UnitOfInvestment => economy.unit_of_investment(day),
            Centre::Level { levels, season } => {
                level(levels, day) * (1.0 + season * SEASON[day.month0() as usize])
            }
            Centre::Steady(level) => level,
        }
    }
}

/// The name of the stream that a series strays by: that of its id, but the auction with two labels has one result.
pub(super) fn stream(entry: &Entry) -> &str {
    if entry.key == "SF60633" { "banxico.sf43936" } else { entry.id.as_str() }
}

fn course(dates: Dates, centre: Centre, (step, pull): (f64, f64), decimals: usize) -> Course {
    Course { dates, centre, stray: Stray { step, pull }, decimals }
}

/// A course that is given in full by what it stays near.
fn exact(dates: Dates, centre: Centre, decimals: usize) -> Course {
    Course { dates, centre, stray: Stray::NONE, decimals }
}

fn rate(share: f64, spread: f64) -> Centre {
    Centre::Rate { share, spread }
}

fn banxico(key: &str) -> Option<Course> {
    let bond = |weeks| Dates::Weekly(Weekday::Thu, weeks);
    let survey = |centre| course(BY_MONTH, centre, (0.005, 0.5), 2);
    Some(match key {
        "SF43718" => exact(Dates::Banks, Centre::Fix, 4),
        "SF60653" => exact(Dates::Every, Centre::Settled, 4),
        "SF61745" => exact(Dates::Every, Centre::Target, 2),
        "SF331451" => course(Dates::Banks, rate(1.0, -0.02), (0.003, 1.0), 4),
        "SF43783" => course(Dates::Banks, rate(1.0, 0.25), (0.001, 0.5), 4),
        "SF43878" => course(Dates::Banks, rate(1.0, 0.3), (0.002, 0.3), 4),
        "SF111916" => course(Dates::Banks, rate(0.95, 0.4), (0.003, 0.2), 4),
        "SF43936" => course(BY_AUCTION, rate(1.0, -0.2), (0.008, 0.5), 2),
        "SF60633" => course(Dates::Weekly(Weekday::Tue, 1), rate(1.0, -0.2), (0.008, 0.5), 2),
        "SF43939" => course(BY_AUCTION, rate(0.97, 0.1), (0.008, 0.3), 2),
        "SF43942" => course(BY_AUCTION, rate(0.92, 0.2), (0.01, 0.2), 2),
        "SF43945" => course(bond(2), rate(0.85, 0.4), (0.01, 0.2), 2),
        "SF43883" => course(bond(5), rate(0.6, 1.0), (0.02, 0.2), 2),
        "SF43886" => course(bond(6), rate(0.5, 1.4), (0.02, 0.2), 2),
        "SF44071" => course(bond(7), rate(0.4, 1.8), (0.02, 0.2), 2),
        "SF45384" => course(bond(8), rate(0.3, 2.2), (0.02, 0.2), 2),
        "SF60696" => course(bond(9), rate(0.25, 2.4), (0.02, 0.2), 2),
        "SF43707" => {
            let reserves = Centre::Level { levels: levels::RESERVES, season: 0.0 };
            course(Dates::Weekly(Weekday::Fri, 1), reserves, (0.002, 0.02), 1)
        }
        "SP68257" => exact(Dates::Every, Centre::UnitOfInvestment, 6),
        "SP1" => exact(BY_MONTH, Centre::Prices(Basket::All), 3),
        "SP74625" => exact(BY_MONTH, Centre::Prices(Basket::Core), 3),
        "SP30578" => exact(BY_MONTH, Centre::Inflation(Basket::All), 2),
        "SP74662" => exact(BY_MONTH, Centre::Inflation(Basket::Core), 2),
        "SE27803" => {
            let remittances = Centre::Level { levels: levels::REMITTANCES, season: 0.08 };
            course(BY_MONTH, remittances, (0.03, 0.5), 4)
        }
        "SR14769" | "SR14770" => survey(Centre::NearFix(1.01)),
        "SR14776" | "SR14777" => survey(Centre::NearFix(1.03)),
        "SR14138" | "SR14139" | "SR14195" => survey(Centre::Inflation(Basket::All)),
        _ => return None,
    })
}

fn inegi(key: &str) -> Option<Course> {
    let activity = |season| {
        let centre = Centre::Level { levels: levels::ACTIVITY, season };
        course(BY_MONTH, centre, (0.006, 0.1), 14)
    };
    Some(match key {
        "910392" => exact(BY_MONTH, Centre::Prices(Basket::All), 3),
        "910393" => exact(BY_MONTH, Centre::Prices(Basket::Core), 3),
        "910420" => exact(Dates::Fortnights, Centre::Fortnights, 3),
        "737121" => activity(0.025),
        "741020" | "741030" => activity(0.04),
        _ => return None,
    })
}

/// The ECB's rates, by the currency at the end of the id.
fn ecb(entry: &Entry) -> Option<Course> {
    let steady =
        |level, decimals| Some(course(Dates::Target, Centre::Steady(level), (0.005, 0.003), decimals));
    match entry.id.as_str().rsplit('.').next()? {
        "usd" => Some(exact(Dates::Target, Centre::DollarsPerEuro, 4)),
        // Near the FIX but not equal: another hour, other quotes.
        "mxn" => Some(course(Dates::Target, Centre::PesosPerEuro, (0.003, 1.0), 4)),
        "aud" => steady(1.65, 4),
        "brl" => steady(6.1, 4),
        "cad" => steady(1.5, 4),
        "chf" => steady(0.97, 4),
        "gbp" => steady(0.85, 5),
        "jpy" => steady(150.0, 2),
        "krw" => steady(1_450.0, 2),
        "nok" => steady(10.5, 4),
        "pln" => steady(4.3, 4),
        "sek" => steady(10.4, 4),
        "zar" => steady(18.0, 4),
        _ => None,
    }
}

/// A course in the middle of what is plausible: in logs where all of it is positive.
fn unknown(entry: &Entry) -> Course {
    let (low, high) = (*entry.range.start(), *entry.range.end());
    let middle = if low > 0.0 { num::exp(f64::midpoint(num::ln(low), num::ln(high))) } else { high / 4.0 };
    course(Dates::of(entry), Centre::Steady(middle), (0.005, 0.05), 4)
}
