//! Recipes are read as they were written, and the files in the repository are what they say.

mod faulty;
mod schema;

use super::{check, parse, parse_with_availability, write};
use crate::data::measure::Measure;
use crate::data::series::SeriesId;
use crate::experts::location::{LocationKind, ridge};
use crate::experts::spread::{SpreadExpert, SpreadKind, stretched};
use crate::features::driver::Driver;
use crate::features::point::{Feature, FeatureKind, Holding};
use crate::features::spread::SpreadFeatureKind;
use crate::recipe::Recipe;
use crate::time::calendar::Calendar;
use proptest::prelude::*;

const USDMXN: &str = include_str!("../../../../recipes/usdmxn.toml");
const FIX: &str = include_str!("../../../../recipes/fix.toml");

const INTERNAL: &str = include_str!("../../../../recipes/internal.toml");

/// The built-in recipe as text.
fn written() -> String {
    write(&peso())
}

fn peso() -> Recipe {
    Recipe::ecb_cross("mxn").unwrap()
}

/// Debug text shows every bit of a finite number, the sign of zero included.
fn assert_same_bits(one: &Recipe, other: &Recipe) {
    assert_eq!(format!("{one:?}"), format!("{other:?}"));
}

fn series(id: &str) -> SeriesId {
    SeriesId::try_from(id).unwrap()
}

#[test]
fn every_built_in_recipe_reads_back_as_it_was_written() {
    let currencies = ["mxn", "brl", "zar", "cad", "krw", "pln", "jpy", "gbp", "sek", "nok", "chf", "try"];
    for currency in currencies {
        let recipe = Recipe::ecb_cross(currency).unwrap();
        assert_same_bits(&parse(&write(&recipe)).unwrap(), &recipe);
    }
}

#[test]
fn the_file_of_the_peso_is_the_built_in_recipe() {
    assert_same_bits(&parse(USDMXN).unwrap(), &peso());
}

#[test]
fn the_file_of_the_fix_is_the_same_recipe_for_another_target_with_what_is_pulled_of_mexico() {
    let fix = parse(FIX).unwrap();
    assert_eq!(
        (fix.target.clone(), fix.calendar.clone()),
        (Measure::Level(series("banxico.sf43718")), Calendar::MexicanBanks)
    );
    assert_eq!(fix.features[0].name, "fix.return.1");
    assert_eq!((fix.since, peso().since), ("1996-01-01".parse().ok(), None));
    assert_eq!(fix.spread_features[0].name, "fix.pace.1");
    assert!(!fix.series().contains(&&series("ecb.eur.mxn")), "the FIX is forecast from itself");
    let with_names_of_the_cross = Recipe {
        name: peso().name,
        target_name: peso().target_name,
        target: peso().target,
        calendar: peso().calendar,
        features: peso().features,
        spread_features: peso().spread_features,
        since: peso().since,
        ..fix.clone()
    };
    assert_same_bits(&with_names_of_the_cross, &peso());
    let endings = |recipe: &Recipe| -> Vec<String> {
        let names = recipe.features.iter().map(|feature| &feature.name);
        let names = names.chain(recipe.spread_features.iter().map(|feature| &feature.name));
        names.map(|name| name.replacen("usdmxn.", "fix.", 1)).collect()
    };
    let (of_fix, of_peso) = (endings(&fix), endings(&peso()));
    assert!(of_peso.iter().all(|name| of_fix.contains(name)));
    let read = fix.series();
    for wanted in [
        "banxico.sf43783",
        "banxico.sf43707",
        "inegi.737121",
        "ustreasury.m1",
        "cboe.vix",
        "events.mx.banxico",
    ] {
        assert!(read.contains(&&series(wanted)), "{wanted}");
    }
    assert_same_bits(&parse(&write(&fix)).unwrap(), &fix);
}

#[test]
fn the_file_with_the_banks_own_is_that_of_the_fix_with_six_features_more() {
    let (fix, internal) = (parse(FIX).unwrap(), parse(INTERNAL).unwrap());
    let is_own = |driver: &Driver| driver.series().any(|series| series.as_str().starts_with("internal."));
    let mut shared = Recipe { name: fix.name.clone(), ..internal.clone() };
    shared.features.retain(|feature| !matches!(&feature.kind, FeatureKind::Driver(driver) if is_own(driver)));
    shared
        .spread_features
        .retain(|feature| !matches!(&feature.kind, SpreadFeatureKind::Driver(driver) if is_own(driver)));
    assert_same_bits(&shared, &fix);
    let own = |recipe: &Recipe| (recipe.features.len(), recipe.spread_features.len());
    let (ours, theirs) = (own(&internal), own(&fix));
    assert_eq!((ours.0 - theirs.0, ours.1 - theirs.1), (4, 2));
    let measured = SpreadKind::ALL.iter().filter_map(|registered| registered.prior);
    let mut keys = measured.flat_map(|prior| prior.log_scale).map(|(key, _)| *key);
    assert!(keys.all(|key| !key.starts_with("internal.")), "what is the bank's own begins at zero");
    assert_same_bits(&parse(&write(&internal)).unwrap(), &internal);
}

#[test]
fn names_that_do_not_follow_from_the_features_are_written_out() {
    let mut recipe = peso();
    recipe.target_name = "us.peso".to_owned();
    recipe.features[0].name = "yesterday".to_owned();
    let basket = vec![Holding { measure: Measure::Level(series("fed.h10")), weight: 1e-300 }];
    recipe
        .features
        .push(Feature { name: "dollar.return.9".to_owned(), kind: FeatureKind::Return { basket, span: 9 } });
    recipe.spread_features[3].name = "last.week".to_owned();
    let written = write(&recipe);
    assert!(written.contains("of = \"dollar-2\"\nspans = [9]\nname = \"dollar.return.9\"\n"), "{written}");
    assert_same_bits(&parse(&written).unwrap(), &recipe);
}

#[test]
fn a_stretched_expert_finds_its_own_among_several_of_a_kind() {
    let mut recipe = peso();
    let gradient = recipe.spread[4];
    let kind = SpreadKind::Stretched(stretched::Parameters { of: 10, factor: 2.0 });
    recipe.spread.extend([gradient, SpreadExpert { kind, weight: 0.0 }]);
    let written = write(&recipe);
    assert!(written.contains("of = \"gradient-11\""), "{written}");
    assert_same_bits(&parse(&written).unwrap(), &recipe);
}

#[test]
fn features_come_one_by_one_or_in_groups() {
    let group = "[[feature]]\nkind = \"gap\"\nspans = [252]\n";
    let single = "[[feature]]\nkind = \"gap\"\nname = \"month\"\nspans = [21]\n";
    let text = written().replace(group, &format!("{group}\n{single}"));
    let features = parse(&text).unwrap().features;
    assert_eq!((features[8].name.as_str(), features[9].name.as_str()), ("usdmxn.gap.252", "month"));
    assert_eq!(features[9].kind, FeatureKind::Gap { span: 21 });
}

#[test]
fn changes_come_in_groups_and_are_written_back() {
    let group = "[[feature]]\nkind = \"change\"\nseries = \"panel.slope\"\nspans = [1, 21]\n";
    let text = written().replace("[[spread_feature]]", &format!("{group}\n[[spread_feature]]"));
    let text = text.replacen(&format!("{group}\n"), "", text.matches(group).count() - 1);
    let recipe = parse(&text).unwrap();
    assert_eq!(recipe.features[24].name, "panel.slope.change.21");
    assert_eq!(recipe.features[24].kind, FeatureKind::Change { series: series("panel.slope"), span: 21 });
    assert!(write(&recipe).contains(group), "{}", write(&recipe));
    assert_same_bits(&parse(&write(&recipe)).unwrap(), &recipe);
}

#[test]
fn how_late_a_series_is_stands_in_a_table_that_other_recipes_do_not_have() {
    let text = format!("{}\n[availability]\n\"ecb.eur.zar\" = {{ days_late = 3 }}\n", written());
    let read = parse_with_availability(&text).unwrap();
    assert_same_bits(&read.recipe, &peso());
    assert_eq!(read.days_late, [(series("ecb.eur.zar"), 3)].into());
    assert!(parse_with_availability(&written()).unwrap().days_late.is_empty());
    assert!(parse(&text).unwrap_err().to_string().contains("availability is unknown here"));
    let fault = |line: &str| {
        let text = format!("{}\n[availability]\n{line}\n", written());
        parse_with_availability(&text).unwrap_err().all()[0].message.clone()
    };
    let wrong = [
        ("\"ecb.eur.mxn\" = \"same_moment\"", "must be left out: the target is known at its own origin"),
        ("\"ecb.eur.zzz\" = \"same_moment\"", "names no series that the recipe reads, got \"ecb.eur.zzz\""),
        ("\"ecb.eur.zar\" = \"late\"", "must be one of same_moment, got \"late\""),
        ("\"ecb.eur.zar\" = { days_late = 0 }", "must be a whole number between 1 and 252, got 0"),
        ("\"ecb.eur.zar\" = {}", "is missing, must be a whole number between 1 and 252"),
    ];
    for (line, message) in wrong {
        assert_eq!(fault(line), message, "{line}");
    }
}

#[test]
fn whole_numbers_and_all_radices_are_numbers() {
    let text =
        written().replace("penalty = 10000.0", "penalty = 0x2710").replace("degrees = 8.0", "degrees = 8");
    assert_same_bits(&parse(&text).unwrap(), &peso());
}

#[test]
fn a_recipe_made_in_code_is_checked_by_the_same_rules() {
    assert_eq!(check(&peso()), Ok(()));
    let mut recipe = peso();
    recipe.name = "Peso \"nuevo\"\n\u{7f}".to_owned();
    recipe.scale.fast = f64::NAN;
    let ridge = ridge::Parameters { penalty: f64::NEG_INFINITY, forgetting: 1.5 };
    recipe.location[3].kind = LocationKind::Ridge(ridge);
    recipe.spread[5].kind = SpreadKind::Stretched(stretched::Parameters { of: 200, factor: 1.0 });
    let faults = check(&recipe).unwrap_err();
    let fields: Vec<&str> = faults.all().iter().map(|fault| fault.field.as_str()).collect();
    let wrong = ["name", "location[3].penalty", "location[3].forgetting", "spread[5].of", "scale.fast"];
    assert_eq!(fields, wrong, "{faults}");
}

#[test]
fn endless_nesting_is_a_fault_like_others() {
    for deep in ["[".repeat(100_000), format!("a = {}", "[".repeat(100_000)), "a.".repeat(100_000)] {
        assert!(!parse(&deep).unwrap_err().all().is_empty());
    }
}

/// Pieces of TOML in any order.
const PIECES: &str = "([\\[\\]\"'={}.,#\n a-c0-9_-]|name|target|kind|\\[\\[feature\\]\\]\n){0,80}";

/// A few characters of TOML.
const PATCH: &str = "[\"=\\[\\]{}a-z0-9\n-]{0,6}";

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in ".{0,400}") {
        prop_assert!(parse(&text).is_err());
    }

    #[test]
    fn no_text_of_toml_makes_the_reader_panic(text in PIECES) {
        prop_assert!(parse(&text).is_err());
    }

    #[test]
    fn no_change_of_a_good_text_makes_the_reader_panic(at in 0_usize..6_000, cut in 0_usize..60, put in PATCH) {
        let text = written();
        let (from, to) = (at.min(text.len()), (at + cut).min(text.len()));
        let changed = format!("{}{put}{}", &text[..from], &text[to..]);
        match parse(&changed) {
            Ok(recipe) => prop_assert_eq!(parse(&write(&recipe)).unwrap(), recipe),
            Err(faults) => prop_assert!(!faults.all().is_empty()),
        }
    }

    #[test]
    fn any_number_is_written_so_that_its_bits_come_back(bits in any::<u64>()) {
        let mut recipe = peso();
        let number = f64::from_bits(bits).abs();
        prop_assume!(number.is_finite() && number > 0.0);
        recipe.prior_outcomes = number;
        let back = parse(&write(&recipe)).unwrap().prior_outcomes;
        prop_assert_eq!(back.to_bits(), number.to_bits());
    }
}
