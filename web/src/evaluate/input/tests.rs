//! A panel's values are known when they may be, and not before.

use super::*;

const PANEL: &str = "date,fix,oil,vix\n\
    2020-01-02,19,60,12\n2020-01-03,20,61,13\n2020-01-06,,62,14\n2020-01-07,21,63,15\n";

/// The values of a series, each with the day on which it becomes known.
fn known(series: &str, days_late: &[(&str, u16)]) -> Vec<(String, f64)> {
    let panel = Panel::parse(PANEL).unwrap();
    let target = panel.target("fix").unwrap();
    let recipe = derived::recipe(&panel, target, None).unwrap();
    let days: Vec<NaiveDate> = panel.known(target).map(|(day, _)| day).collect();
    let mut first = Entrant::made(recipe, "the recipe");
    first.days_late = days_late.iter().map(|(id, late)| (SeriesId::try_from(*id).unwrap(), *late)).collect();
    let entrants = Entrants { first, others: Vec::new() };
    let mut known = Vec::new();
    for observations in events(&panel, &days, &entrants.days_late(DAYS_LATE).unwrap()) {
        for observation in
            observations.into_iter().filter(|observation| observation.series.as_str() == series)
        {
            assert_eq!(observation.known_at.date_naive(), observation.period);
            known.push((observation.period.to_string(), observation.value));
        }
    }
    known
}

fn days(values: &[(&str, f64)]) -> Vec<(String, f64)> {
    values.iter().map(|(day, value)| ((*day).to_owned(), *value)).collect()
}

#[test]
fn the_target_is_known_on_its_day() {
    let own = [("2020-01-02", 19.0), ("2020-01-03", 20.0), ("2020-01-07", 21.0)];
    assert_eq!(known("panel.fix", &[]), days(&own));
}

#[test]
fn others_are_known_on_the_next_day_of_the_target() {
    // The target has no value on the sixth: what comes of the third and the sixth is known on the seventh.
    assert_eq!(known("panel.oil", &[]), days(&[("2020-01-03", 60.0), ("2020-01-07", 62.0)]));
}

#[test]
fn a_recipe_may_say_sooner_or_later() {
    let late = [("panel.oil", 2), ("panel.vix", 0)];
    assert_eq!(known("panel.oil", &late), days(&[("2020-01-07", 60.0)]));
    let same_day = [("2020-01-02", 12.0), ("2020-01-03", 13.0), ("2020-01-06", 14.0), ("2020-01-07", 15.0)];
    assert_eq!(known("panel.vix", &late), days(&same_day));
}

#[test]
fn who_reads_a_calendar_is_told_between_the_days_what_was_announced_then() {
    let rate = |day: &str| {
        let period = day.parse().unwrap();
        vec![observed(period, &BTreeMap::from([(&SeriesId::try_from("panel.fix").unwrap(), 19.0)])).remove(0)]
    };
    let moments = vec![rate("2012-05-16"), rate("2012-05-17")];
    let committee = SeriesId::try_from(Scheduled::Fomc.id()).unwrap();
    assert_eq!(with_calendar(moments.clone(), &BTreeSet::new()).unwrap().len(), 2);
    let events = with_calendar(moments, &BTreeSet::from([&committee])).unwrap();
    let observed = |event: &Event| match event {
        Event::Observed(observations) => observations.clone(),
        other => panic!("{other:?}"),
    };
    let known: Vec<_> = events.iter().flat_map(observed).collect();
    assert!(known.is_sorted_by_key(|observation| observation.known_at));
    let place =
        |day: &str| known.iter().position(|one| one.series != committee && one.period.to_string() == day);
    let (before, after) = (place("2012-05-16").unwrap(), place("2012-05-17").unwrap());
    // On the evening between them the Committee moved three decisions, and announced the next year.
    let between = &known[before + 1..after];
    assert!(!between.is_empty() && between.iter().all(|one| one.series == committee), "{between:?}");
    assert!(between.iter().any(|one| one.period.to_string() == "2012-12-11" && one.value == 0.0));
}
