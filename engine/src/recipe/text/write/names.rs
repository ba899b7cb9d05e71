//! Names for the rates and baskets of a recipe that was not read from text.

use super::table::{Table, key, number, quoted};
use crate::data::measure::Measure;
use crate::features::point::{FeatureKind, Holding};
use crate::features::spread::SpreadFeatureKind;
use crate::recipe::Recipe;

/// The name of each thing that features read, each once.
#[derive(Debug)]
pub(super) struct Names {
    named: Vec<(String, Vec<Holding>)>,
}

impl Names {
    /// Names the target, then rates as the names of their features begin, then whatever is left.
    pub(super) fn of(recipe: &Recipe) -> Self {
        let target = (recipe.target_name.clone(), vec![alone(&recipe.target)]);
        let mut names = Self { named: vec![target] };
        for feature in &recipe.features {
            if let FeatureKind::Return { basket, span } = &feature.kind {
                let wished = feature.name.strip_suffix(&format!(".return.{span}"));
                names.name(basket, wished.unwrap_or(&feature.name));
            }
        }
        for feature in &recipe.spread_features {
            if let SpreadFeatureKind::Peers { of, .. } = &feature.kind {
                for measure in of {
                    names.name(&[alone(measure)], &short(measure));
                }
            }
        }
        for (_, basket) in names.named.clone() {
            for Holding { measure, .. } in basket {
                names.name(&[alone(&measure)], &short(&measure));
            }
        }
        names
    }

    /// The name of what is held.
    pub(super) fn basket(&self, basket: &[Holding]) -> &str {
        self.named.iter().find(|(_, known)| known == basket).map_or("", |(name, _)| name)
    }

    /// The name of a rate.
    pub(super) fn rate(&self, rate: &Measure) -> &str {
        self.basket(&[alone(rate)])
    }

    /// The tables of rates and baskets.
    pub(super) fn tables(&self) -> Vec<Table> {
        let single = |basket: &[Holding]| matches!(basket, [holding] if holding.weight == 1.0);
        let (rates, baskets): (Vec<_>, Vec<_>) =
            self.named.iter().skip(1).partition(|(_, basket)| single(basket));
        let mut tables = Vec::new();
        if !rates.is_empty() {
            let rate = |table: Table, (name, basket): &(String, Vec<Holding>)| {
                let measure =
                    basket.first().map_or_else(String::new, |holding| measure_text(&holding.measure));
                table.raw(&key(name), quoted(&measure))
            };
            tables.push(rates.into_iter().fold(Table::new("[rates]"), rate));
        }
        tables.extend(baskets.into_iter().map(|(name, basket)| {
            let table = Table::new(&format!("[baskets.{}]", key(name)));
            let member = |table: Table, holding: &Holding| {
                table.raw(&key(self.rate(&holding.measure)), number(holding.weight))
            };
            basket.iter().fold(table, member)
        }));
        tables
    }

    /// Names what is held as wished, or with a number after it where the name is taken.
    fn name(&mut self, basket: &[Holding], wished: &str) {
        if self.named.iter().any(|(_, known)| known == basket) {
            return;
        }
        let taken = |name: &str| self.named.iter().any(|(known, _)| known == name);
        let numbered = (2_u32..).map(|number| format!("{wished}-{number}"));
        let free = std::iter::once(wished.to_owned()).chain(numbered).find(|name| !taken(name));
        self.named.extend(free.map(|name| (name, basket.to_vec())));
    }
}

/// A measure as it is written.
pub(super) fn measure_text(measure: &Measure) -> String {
    match measure {
        Measure::Level(series) => series.to_string(),
        Measure::Cross { over, under } => format!("{over} / {under}"),
    }
}

fn alone(measure: &Measure) -> Holding {
    Holding { measure: measure.clone(), weight: 1.0 }
}

/// A short name: that of the series, or of the last part of each, as `usdmxn` of `ecb.eur.mxn / ecb.eur.usd`.
fn short(measure: &Measure) -> String {
    let last = |id: &str| id.rsplit('.').next().unwrap_or_default().to_owned();
    match measure {
        Measure::Level(series) => series.as_str().replace('.', "-"),
        Measure::Cross { over, under } => last(under.as_str()) + &last(over.as_str()),
    }
}
