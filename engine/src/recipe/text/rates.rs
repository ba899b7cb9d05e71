//! The rates and baskets of a recipe's text, and who calls them by name.

use super::nearest::hint;
use super::section::{Entry, NAME_RULE, Section, is_name, quoted};
use crate::data::measure::Measure;
use crate::data::series::SeriesId;
use crate::features::point::Holding;
use crate::maths::domain::Domain;
use std::collections::BTreeMap;

/// What can be called by name: the target, the rates and the baskets.
#[derive(Debug)]
pub(super) struct Rates<'t> {
    target: &'t str,
    named: BTreeMap<&'t str, Named>,
    /// Whether every name could be read: while some could not, a name that is missing is no fault of its caller.
    complete: bool,
}

#[derive(Debug)]
enum Named {
    Rate(Measure),
    Basket(Vec<Holding>),
    /// It has a fault of its own.
    Unreadable,
}

impl<'t> Rates<'t> {
    /// Reads the tables `rates` and `baskets`, beside the target.
    pub(super) fn read(root: &mut Section<'t>, target: Option<&'t str>, measure: Option<&Measure>) -> Self {
        let mut rates =
            Self { target: target.unwrap_or_default(), named: BTreeMap::new(), complete: target.is_some() };
        if let Some(target) = target {
            rates
                .named
                .insert(target, measure.map_or(Named::Unreadable, |measure| Named::Rate(measure.clone())));
        }
        let read = |entry: &Entry<'t>, _: &Self| self::measure(entry).map(Named::Rate);
        rates.read_table(root.ask("rates"), read);
        rates.read_table(root.ask("baskets"), |entry, rates| rates.basket(entry).map(Named::Basket));
        rates
    }

    fn read_table(&mut self, table: Option<Entry<'t>>, read: impl Fn(&Entry<'t>, &Self) -> Option<Named>) {
        let Some(table) = table else { return };
        let Some(entries) = table.entries() else {
            self.complete = false;
            return;
        };
        for (name, entry) in entries {
            let named = read(&entry, self).unwrap_or(Named::Unreadable);
            if !is_name(name) {
                entry.refuse::<()>(NAME_RULE);
                self.complete = false;
            } else if self.named.insert(name, named).is_some() {
                entry.refuse::<()>("must have a name of its own: the target or a rate is called so");
            }
        }
    }

    /// A basket: rates by name, each with its weight.
    fn basket(&self, entry: &Entry<'t>) -> Option<Vec<Holding>> {
        let members = entry.entries()?;
        if members.is_empty() {
            return entry.refuse("must hold one rate or more, got none");
        }
        let holding = |(name, weight): (&str, Entry<'t>)| {
            let measure = self.rate(name, &weight);
            let weight = weight.number(Domain::NotZero);
            Some(Holding { measure: measure?, weight: weight? })
        };
        let holdings: Vec<Option<Holding>> = members.into_iter().map(holding).collect();
        holdings.into_iter().collect()
    }

    /// The target's name, with which the names of its own features begin.
    pub(super) fn target(&self) -> &'t str {
        self.target
    }

    /// What is held under the name that stands here.
    pub(super) fn called(&self, entry: &Entry<'t>) -> Option<(&'t str, Vec<Holding>)> {
        let name = entry.text()?;
        let holdings = match self.named.get(name) {
            Some(Named::Basket(holdings)) => holdings.clone(),
            Some(Named::Rate(measure)) => vec![Holding { measure: measure.clone(), weight: 1.0 }],
            Some(Named::Unreadable) => return None,
            None => return self.refuse_unknown(name, entry),
        };
        Some((name, holdings))
    }

    /// The rate, not the basket, whose name stands here.
    pub(super) fn single(&self, entry: &Entry<'t>) -> Option<Measure> {
        self.rate(entry.text()?, entry)
    }

    fn rate(&self, name: &str, entry: &Entry<'t>) -> Option<Measure> {
        match self.named.get(name) {
            Some(Named::Rate(measure)) => Some(measure.clone()),
            Some(Named::Basket(_)) => {
                entry.refuse(format!("must be a single rate, and {} is a basket", quoted(name)))
            }
            Some(Named::Unreadable) => None,
            None => self.refuse_unknown(name, entry),
        }
    }

    fn refuse_unknown<T>(&self, name: &str, entry: &Entry<'t>) -> Option<T> {
        if !self.complete {
            return None;
        }
        let hint = hint(name, self.named.keys().copied());
        entry.refuse(format!(
            "must be the target or a name under [rates] or [baskets], got {}{hint}",
            quoted(name)
        ))
    }
}

/// A measure: a series, or two with a slash between.
pub(super) fn measure(entry: &Entry<'_>) -> Option<Measure> {
    let text = entry.text()?;
    let parts: Vec<&str> = text.split('/').map(str::trim).collect();
    if !parts.iter().all(|part| is_name(part)) || parts.len() > 2 {
        let wanted = "must be a series such as \"banxico.sf43718\", or two with a slash between";
        return entry.refuse(format!("{wanted}, got {}", quoted(text)));
    }
    let mut series = parts.into_iter().filter_map(|part| SeriesId::try_from(part).ok());
    match (series.next()?, series.next()) {
        (over, Some(under)) if over == under => {
            entry.refuse(format!("must not divide a series by itself, got {}", quoted(text)))
        }
        (over, Some(under)) => Some(Measure::Cross { over, under }),
        (level, None) => Some(Measure::Level(level)),
    }
}
