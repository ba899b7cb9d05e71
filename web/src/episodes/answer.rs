//! The target's moves in each episode that the archive's history holds whole.

use super::table::{NAMED, Named};
use crate::problem::Trouble;
use crate::series::believed;
use crate::wording::Language;
use chrono::{Days, NaiveDate};
use paridad_engine::recipe::Recipe;
use paridad_store::Reader;
use paridad_wire as wire;

/// By how many calendar days at most two publication days lie apart: a long Easter.
const GAP_MAX: Days = Days::new(7);

/// The episodes by name.
pub(super) fn episodes(
    reader: &Reader,
    recipe: &Recipe,
    language: Language,
) -> Result<wire::Episodes, Trouble> {
    let mut episodes = Vec::new();
    for named in &NAMED {
        let Some((first, last)) = named.days() else { continue };
        let rates = believed(reader, &recipe.target, first - GAP_MAX..=last)?;
        episodes
            .extend(moves(&rates, (first, last)).map(|moves| of_one(named, (first, last), moves, language)));
    }
    Ok(wire::Episodes { target: recipe.target_name.clone(), episodes })
}

fn of_one(
    named: &Named,
    (first, last): (NaiveDate, NaiveDate),
    moves: Vec<wire::EpisodeDay>,
    language: Language,
) -> wire::Episode {
    let (spanish, english) = named.names;
    wire::Episode {
        id: named.id.to_owned(),
        name: language.pick(spanish, english).to_owned(),
        first,
        last,
        moves,
    }
}

/// The moves of all publication days of a stretch; none where the rates begin after its first day, end before its last, or lack days
/// between.
fn moves(rates: &[(NaiveDate, f64)], (first, last): (NaiveDate, NaiveDate)) -> Option<Vec<wire::EpisodeDay>> {
    let begins = rates.first().is_some_and(|(day, _)| *day < first);
    let ends = rates.last().is_some_and(|(day, _)| *day + GAP_MAX > last);
    let is_whole = rates.windows(2).all(|pair| pair[0].0 + GAP_MAX >= pair[1].0);
    let is_sound = rates.iter().all(|(_, rate)| *rate > 0.0);
    let within = rates.windows(2).filter(|pair| pair[1].0 >= first);
    let moves =
        within.map(|pair| wire::EpisodeDay { day: pair[1].0, log_move: (pair[1].1 / pair[0].1).ln() });
    (begins && ends && is_whole && is_sound).then(|| moves.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Datelike, Weekday};
    use paridad_engine::data::series::{Observation, SeriesId};
    use paridad_store::{Archive, ObservationRow};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// An archive with the two legs of the peso on the weekdays between two days: each day the peso is a thousandth cheaper.
    fn archive(from: &str, to: &str) -> Archive {
        let archive = Archive::in_memory().unwrap();
        let days = day(from).iter_days().take_while(|one| *one <= day(to));
        let days = days.filter(|one| !matches!(one.weekday(), Weekday::Sat | Weekday::Sun));
        archive
            .write(|writer| {
                for (place, period) in days.enumerate() {
                    let peso = 20.0 * (0.001 * place as f64).exp();
                    for (series, value) in [("ecb.eur.mxn", peso), ("ecb.eur.usd", 1.25)] {
                        let series = SeriesId::try_from(series).unwrap();
                        let known_at = DateTime::UNIX_EPOCH;
                        let observation = Observation { series, period, value, known_at };
                        writer.append_observation(&ObservationRow {
                            observation,
                            received_at: known_at,
                            batch: 1,
                        })?;
                    }
                }
                Ok(())
            })
            .unwrap();
        archive
    }

    fn found(from: &str, to: &str) -> Vec<wire::Episode> {
        let recipe = Recipe::ecb_cross("mxn").unwrap();
        let archive = archive(from, to);
        let found = episodes(&archive.read().unwrap(), &recipe, Language::English).unwrap();
        assert_eq!(found.target, "usdmxn");
        found.episodes
    }

    #[test]
    fn an_episode_has_the_moves_of_all_its_days_each_from_the_day_before() {
        let found = found("2020-02-10", "2020-06-30");
        let [one] = &found[..] else { panic!("{found:?}") };
        assert_eq!((one.id.as_str(), one.name.as_str()), ("2020", "Outbreak of the pandemic, 2020"));
        assert_eq!((one.first, one.last), (day("2020-02-20"), day("2020-03-24")));
        assert_eq!((one.moves[0].day, one.moves.last().unwrap().day), (one.first, one.last));
        assert_eq!(one.moves.len(), 24);
        assert!(one.moves.iter().all(|one| (one.log_move - 0.001).abs() < 1e-12));
    }

    #[test]
    fn what_history_does_not_hold_whole_is_left_out() {
        let ids = |from, to| found(from, to).into_iter().map(|one| one.id).collect::<Vec<_>>();
        assert_eq!(ids("2008-01-02", "2026-10-30"), ["2008", "2016", "2020"]);
        assert!(ids("2020-02-20", "2020-06-30").is_empty(), "the first move needs the day before");
        assert!(ids("2020-02-19", "2020-03-13").is_empty(), "it ends too early");
        let rates = [("2020-02-19", 18.0), ("2020-02-20", 18.5), ("2020-03-24", 25.0)];
        let rates = rates.map(|(of, rate)| (day(of), rate));
        assert_eq!(moves(&rates, (day("2020-02-20"), day("2020-03-24"))), None, "days are missing between");
    }
}
