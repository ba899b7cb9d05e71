//! The recipes of an evaluation, as their files say, and whether they can be compared on the same events.

use crate::console::{counted, faults as warn_of};
use anyhow::{Context, Result, bail};
use paridad_engine::data::measure::Measure;
use paridad_engine::data::series::SeriesId;
use paridad_engine::recipe::Recipe;
use paridad_engine::recipe::text::{self, Faults, WithAvailability};
use paridad_engine::time::calendar::Calendar;
use std::collections::BTreeMap;
use std::iter;
use std::path::{Path, PathBuf};

/// How a recipe's text is read, which depends on the data that it is for.
pub(super) type Parse = fn(&str) -> Result<WithAvailability, Faults>;

/// A recipe that is evaluated.
#[derive(Debug)]
pub(super) struct Entrant {
    /// What messages call it: its file, if it has one.
    pub(super) place: String,
    /// The recipe.
    pub(super) recipe: Recipe,
    /// The recipe as text.
    pub(super) text: String,
    /// How many publication days of the target after its own day a series is known, where the text says so.
    pub(super) days_late: BTreeMap<SeriesId, u16>,
}

impl Entrant {
    /// A recipe that was read from no file.
    pub(super) fn made(recipe: Recipe, place: &str) -> Self {
        Self { place: place.to_owned(), text: text::write(&recipe), recipe, days_late: BTreeMap::new() }
    }

    /// A recipe from its file, with its faults as compilers write them.
    pub(super) fn read(path: &Path, parse: Parse) -> Result<Self> {
        let text = file_text(path)?;
        let place = path.display().to_string();
        match parse(&text) {
            Ok(WithAvailability { recipe, days_late }) => Ok(Self { place, recipe, text, days_late }),
            Err(faults) => {
                warn_of(&faults.in_file(&place));
                bail!("{place} is no recipe: {}", counted(faults.all().len(), "fault"))
            }
        }
    }
}

/// The recipes of an evaluation.
#[derive(Debug)]
pub(super) struct Entrants {
    /// The one that the others are compared with.
    pub(super) first: Entrant,
    /// The others, in the order of the command line.
    pub(super) others: Vec<Entrant>,
}

impl Entrants {
    /// The first recipe, and those from the files of the others.
    pub(super) fn read(first: Entrant, others: &[PathBuf], parse: Parse) -> Result<Self> {
        let others = others.iter().map(|path| Entrant::read(path, parse)).collect::<Result<_>>()?;
        Ok(Self { first, others })
    }

    /// All of them, the first first.
    pub(super) fn all(&self) -> impl Iterator<Item = &Entrant> {
        iter::once(&self.first).chain(&self.others)
    }

    /// Sets the days on which the target is published.
    pub(super) fn set_calendar(&mut self, calendar: &Calendar) {
        for entrant in iter::once(&mut self.first).chain(&mut self.others) {
            entrant.recipe.calendar = calendar.clone();
        }
    }

    /// Refuses recipes that forecast different things, which nothing can compare, or that nobody could tell apart by name.
    pub(super) fn check_comparable(&self) -> Result<()> {
        for (index, Entrant { place, recipe, .. }) in self.others.iter().enumerate() {
            let first = &self.first.recipe;
            if recipe.target != first.target || recipe.calendar != first.calendar {
                let (wanted, found) = (target_text(first), target_text(recipe));
                bail!("{place} must forecast {wanted}, as {} does, got {found}", self.first.place);
            }
            let mut before = self.all().take(1 + index);
            if let Some(before) = before.find(|before| before.recipe.name == recipe.name) {
                bail!("{place} must have a name of its own, got {:?}, as {} has", recipe.name, before.place);
            }
        }
        Ok(())
    }

    /// How many publication days of the target after its own day each series is known that any recipe reads: the target none,
    /// others as many as `usual` unless the recipes that read them say otherwise.
    pub(super) fn days_late(&self, usual: u16) -> Result<BTreeMap<&SeriesId, u16>> {
        let mut known: BTreeMap<&SeriesId, (u16, &str)> = BTreeMap::new();
        for Entrant { place, recipe, days_late, .. } in self.all() {
            for series in recipe.series() {
                let is_target = recipe.target.series().any(|leg| leg == series);
                let late = if is_target { 0 } else { days_late.get(series).copied().unwrap_or(usual) };
                let (wanted, by) = *known.entry(series).or_insert((late, place));
                if late != wanted {
                    bail!("{place} must read {series} with days_late = {wanted}, as {by} does, got {late}");
                }
            }
        }
        Ok(known.into_iter().map(|(series, (late, _))| (series, late)).collect())
    }
}

/// The text of a file that the command line names.
pub(super) fn file_text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}

/// What a recipe forecasts, with what makes it another target than that of the same name.
fn target_text(recipe: &Recipe) -> String {
    let measure = match &recipe.target {
        Measure::Level(series) => series.to_string(),
        Measure::Cross { over, under } => format!("{over} / {under}"),
    };
    let days = match &recipe.calendar {
        Calendar::MexicanBanks => "Mexican banking days",
        Calendar::Target => "TARGET days",
        Calendar::Listed(_) => "listed days",
    };
    format!("{} ({measure} on {days})", recipe.target_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entrant(place: &str, change: impl FnOnce(&mut Recipe)) -> Entrant {
        let mut recipe = Recipe::ecb_cross("mxn").unwrap();
        recipe.name = place.to_owned();
        change(&mut recipe);
        Entrant::made(recipe, place)
    }

    fn entrants<const N: usize>(others: [Entrant; N]) -> Entrants {
        Entrants { first: entrant("a", |_| ()), others: others.into() }
    }

    fn refusal<const N: usize>(others: [Entrant; N]) -> String {
        entrants(others).check_comparable().unwrap_err().to_string()
    }

    #[test]
    fn recipes_for_the_same_target_under_different_names_are_comparable() {
        let other = entrant("b", |recipe| recipe.features.clear());
        assert!(entrants([other, entrant("c", |_| ())]).check_comparable().is_ok());
    }

    #[test]
    fn another_measure_or_calendar_is_another_target() {
        let rand = entrant("b", |recipe| *recipe = Recipe::ecb_cross("zar").unwrap());
        let wanted = "b must forecast usdmxn (ecb.eur.mxn / ecb.eur.usd on TARGET days), as a does, got ";
        let found = "usdzar (ecb.eur.zar / ecb.eur.usd on TARGET days)";
        assert_eq!(refusal([rand]), format!("{wanted}{found}"));
        let banks = entrant("b", |recipe| recipe.calendar = Calendar::MexicanBanks);
        let found = "usdmxn (ecb.eur.mxn / ecb.eur.usd on Mexican banking days)";
        assert_eq!(refusal([banks]), format!("{wanted}{found}"));
    }

    #[test]
    fn any_two_names_differ() {
        let named = |place: &str, name: &str| entrant(place, |recipe| recipe.name = name.to_owned());
        assert_eq!(refusal([named("b", "a")]), "b must have a name of its own, got \"a\", as a has");
        let refusal = refusal([named("b", "same"), named("c", "same")]);
        assert_eq!(refusal, "c must have a name of its own, got \"same\", as b has");
    }

    #[test]
    fn how_late_a_series_is_known_is_one_figure_for_all_who_read_it() {
        let real = SeriesId::try_from("ecb.eur.brl").unwrap();
        let late = |mut entrant: Entrant, days: u16| {
            entrant.days_late.insert(real.clone(), days);
            entrants([entrant])
        };
        let agreed = late(entrant("b", |_| ()), 1);
        let days_late = agreed.days_late(1).unwrap();
        assert_eq!((days_late[&real], days_late[agreed.first.recipe.target.leading()]), (1, 0));
        let refused = late(entrant("b", |_| ()), 3).days_late(1).unwrap_err().to_string();
        assert_eq!(refused, "b must read ecb.eur.brl with days_late = 1, as a does, got 3");
        let deaf = entrant("b", |recipe| {
            recipe.features.clear();
            recipe.spread_features.clear();
        });
        assert_eq!(late(deaf, 9).days_late(1).unwrap()[&real], 1, "who does not read it has no say");
    }
}
