//! The schema of recipes, made from what the parser reads by.

use super::json::{
    Field, Json, NAME, by_name, day, described, figures, list, needed, number, optional, table, text, whole,
    words,
};
use crate::data::scheduled::Scheduled;
use crate::experts::location::LocationKind;
use crate::experts::registry::Registered;
use crate::experts::spread::SpreadKind;
use crate::features::driver::{DriverKind, Needs};
use crate::features::running_scale::Reading;
use crate::features::scale::ScaleDecays;
use crate::maths::domain::Domain;
use crate::maths::parameter::Parameters;
use crate::recipe::Refits;
use crate::recipe::text::driver::needed as needed_words;
use crate::recipe::text::section::LONGEST_LIST;
use crate::recipe::text::word::{CALENDARS, PRIORS};
use crate::recipe::text::{availability, document, expert, group};
use crate::time::horizon::LEARNED_DAYS;

/// What a measure must be.
const MEASURE: &str = "^ *[a-z0-9._-]{1,64} *(/ *[a-z0-9._-]{1,64} *)?$";

/// What a mark of the calendar must be.
const MARK: &str = "^(weekday\\.[1-5]|gap\\.[1-9][0-9]{0,2}(\\+|-[1-9][0-9]{0,2})?|year_end|first_friday)$";

/// The schema as it stands in `docs`.
pub(super) fn schema() -> String {
    let mut fields = vec![
        ("$schema", "https://json-schema.org/draft/2020-12/schema".into()),
        ("title", "Paridad recipe".into()),
        (
            "description",
            "A recipe: the target, what is read beside it, and the experts that learn from it.".into(),
        ),
    ];
    fields.extend(table(whole_recipe()));
    serde_json::to_string_pretty(&Json::Object(fields)).unwrap() + "\n"
}

fn whole_recipe() -> Vec<Field> {
    let prior = "Where learning begins: with nothing, or with what exchange rates have in common.";
    let outcomes = "How many independent outcomes the prior shape of residuals weighs.";
    let scale = table(figures(ScaleDecays::ALL, group::MOST).collect());
    let refits = table(figures(Refits::ALL, group::MOST).collect());
    vec![
        needed("name", described("The recipe's name.", text(NAME))),
        needed("prior", described(prior, words(PRIORS.map(|(word, _)| word)))),
        needed("prior_outcomes", described(outcomes, number(document::PRIOR_OUTCOMES))),
        needed("target", described("What is forecast.", table(target()))),
        optional("rates", rates()),
        optional("baskets", baskets()),
        needed("scale", described("The scale in which moves are measured.", scale)),
        needed("refits", described("When what is learned in batches is learned anew, in origins.", refits)),
        needed("feature", features()),
        needed("spread_feature", spread_features()),
        needed("location", location()),
        needed("spread", spread()),
        optional("availability", availability()),
    ]
}

fn target() -> Vec<Field> {
    let name = "Its short name, with which the names of its own features begin.";
    let calendars = words(CALENDARS.each_ref().map(|(word, _)| *word));
    vec![
        needed("name", described(name, text(NAME))),
        needed("measure", described("A series, or two with a slash between.", text(MEASURE))),
        needed("calendar", described("The days on which it is published.", calendars)),
        optional("since", described("The first day that is learned from.", day())),
    ]
}

fn rates() -> Json {
    let rates = "Rates by name: a series each, or two with a slash between.";
    described(rates, by_name(Json::Object(text(MEASURE))))
}

fn baskets() -> Json {
    let weights = vec![
        ("type", "object".into()),
        ("minProperties", 1.into()),
        ("additionalProperties", Json::Object(number(Domain::NotZero))),
    ];
    described("Baskets by name: rates by name, each with its weight.", by_name(Json::Object(weights)))
}

/// A list of tables, each of one of several kinds.
fn kinds(description: &str, most: u16, kinds: Vec<Json>) -> Json {
    described(description, list(most, Json::Object(vec![("oneOf", Json::List(kinds))])))
}

/// A table of one kind: its fields stand after the word.
fn kind(word: &str, summary: &str, fields: impl IntoIterator<Item = Field>) -> Json {
    let word = needed("kind", described(summary, vec![("const", word.into())]));
    described(summary, table(std::iter::once(word).chain(fields).collect()))
}

fn features() -> Json {
    let spans = |days: &str| {
        let description = format!("Over so many publication days{days}: one feature each.");
        needed("spans", described(&description, list(LONGEST_LIST, Json::Object(whole(1, LEARNED_DAYS)))))
    };
    let series = |name, description| needed(name, described(description, text(NAME)));
    let one = Json::Object(text(NAME));
    let several = Json::Object(list(LONGEST_LIST, one.clone()));
    let of = "The target, a rate or a basket, by name; or a list of such.";
    let of = needed("of", described(of, vec![("oneOf", Json::List(vec![one, several]))]));
    let (high, low) = ("The series of the rate that is earned.", "The series of the rate that is paid.");
    let own = "The logarithm of the root mean square of the target's last daily returns.";
    let gap = "The target's distance, in logarithms, from the mean of its last days.";
    let carry = "The difference of two published rates, in percentage points.";
    let change = "The difference of a published figure, which may be zero or below.";
    let figure = series("series", "The series of the figure.");
    let all = vec![
        named("return", "Log returns of rates or baskets.", vec![of, spans(" of the target")]),
        named("volatility", own, vec![spans("")]),
        named("gap", gap, vec![spans("")]),
        named("carry", carry, vec![series("high", high), series("low", low)]),
        named("change", change, vec![figure, spans(" of the target")]),
    ];
    let all = all.into_iter().chain(drivers(|needs| needs != Needs::Events)).collect();
    kinds("The features of the point, in groups, in the order of their contributions.", group::MOST, all)
}

fn spread_features() -> Json {
    let readings = || {
        let description = "What is read of the running scale, and ends the feature's name: the size of the last return \
                           (pace.1), the root mean square of a window of that mean age in days (pace.5 to pace.1000), the \
                           mean absolute return of two weeks (size.10), the mean sign and size of the last week (sign.5).";
        let reading = Json::Object(words(Reading::WORDS.iter().map(|(word, _)| *word)));
        needed("readings", described(description, list(LONGEST_LIST, reading)))
    };
    let rates = list(LONGEST_LIST, Json::Object(text(NAME)));
    let marks = "The marks, which end the feature's name: the day of the week (1 is Monday), the calendar days until the \
                 next publication, the last days of the year, the first Friday of a month.";
    let marks = needed("marks", described(marks, list(LONGEST_LIST, Json::Object(text(MARK)))));
    let of = needed("of", described("The rates, by name.", rates));
    let calendar = "What the calendar says of the origin and of the days after it.";
    let all = vec![
        named("own", "Readings of the target's running scale.", vec![readings()]),
        named("peers", "The mean of a reading over other rates.", vec![of, readings()]),
        named("calendar", calendar, vec![marks]),
    ];
    let all = all.into_iter().chain(drivers(|_| true)).collect();
    kinds("The features of the spread, in groups, in the order of theirs.", group::MOST, all)
}

/// The tables of drivers that a list may have.
fn drivers(has: impl Fn(Needs) -> bool) -> impl Iterator<Item = Json> {
    DriverKind::ALL.iter().filter(move |driver| has(driver.needs)).map(|driver| {
        let one = Json::Object(text(&quantity(driver.needs)));
        let several = Json::Object(list(LONGEST_LIST, one.clone()));
        let of =
            format!("What is read: {}; or a list of such, one feature each.", needed_words(driver.needs));
        let of = needed("of", described(&of, vec![("oneOf", Json::List(vec![one, several]))]));
        named(driver.name, driver.summary, figures(driver.parameters, group::MOST).chain([of]).collect())
    })
}

/// What a quantity must be.
fn quantity(needs: Needs) -> String {
    let series = "[a-z0-9._-]{1,64}";
    match needs {
        Needs::Anything => format!("^(ln )?{series}$|^{series} - {series}$|^ln {series} / {series}$"),
        Needs::Logarithms => format!("^ln {series}( / {series})?$"),
        Needs::Values => format!("^{series}( - {series})?$"),
        Needs::Differences => format!("^{series} - {series}$"),
        Needs::Events => {
            let ids = Scheduled::ALL.map(|kind| kind.id().replace('.', "\\."));
            format!("^({})$", ids.join("|"))
        }
    }
}

/// A table that makes features, with a name of its own if it makes only one.
fn named(word: &'static str, summary: &str, fields: Vec<Field>) -> Json {
    let name = "A name of its own, for a table that makes one feature.";
    let name = optional("name", described(name, text(NAME)));
    kind(word, summary, std::iter::once(name).chain(fields))
}

/// The list of a family's experts, with the walk among them.
fn experts<K>(description: &str, family: &[Registered<K>], before: fn() -> Vec<Field>) -> Json {
    let weight = "What it is believed at first, beside the others.";
    let expert = |registered: &Registered<K>| {
        let weight = needed("weight", described(weight, number(expert::weight(registered.name))));
        let figures = figures(registered.parameters, group::MOST);
        kind(registered.name, registered.summary, before().into_iter().chain([weight]).chain(figures))
    };
    let walk = Json::Object(vec![("kind", Json::Object(vec![("const", expert::WALK.into())]))]);
    let Json::Object(mut all) = kinds(description, expert::MOST, family.iter().map(expert).collect()) else {
        panic!("a list of kinds is an object");
    };
    all.push(("contains", Json::Object(vec![("properties", walk)])));
    Json::Object(all)
}

fn location() -> Json {
    let description = "Who says where the rate goes; the random walk must be among them.";
    experts(description, LocationKind::ALL, Vec::new)
}

fn spread() -> Json {
    let description = "Who says how far it may be from there; the random walk must be among them.";
    experts(description, SpreadKind::ALL, || {
        let name = "What later experts call it; its kind, unless said.";
        vec![optional("name", described(name, text(NAME)))]
    })
}

fn availability() -> Json {
    let late = table(vec![needed("days_late", Json::Object(whole(1, availability::LATEST)))]);
    let same = Json::Object(vec![("const", "same_moment".into())]);
    let either = Json::Object(vec![("oneOf", Json::List(vec![same, Json::Object(late)]))]);
    let description =
        "For panels: how late a series is known, by its name; without it, one publication day of the target.";
    described(description, by_name(either))
}
