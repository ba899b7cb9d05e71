//! What is wrong is said with its line, its field, what is there and what is allowed.

use super::{parse, written};
use crate::recipe::text::Fault;

/// Each case is a text of the built-in recipe, what stands in its place, and all the faults that are then found.
const CASES: &str = include_str!("faulty.txt");

/// The faults of a text, without lines and columns.
fn faults(text: &str) -> Vec<String> {
    let faults = parse(text).unwrap_err();
    let said = |fault: &Fault| format!("{} {}", fault.field, fault.message).trim_start().to_owned();
    faults.all().iter().map(said).collect()
}

#[test]
fn every_fault_says_what_is_there_and_what_is_allowed() {
    let good = written();
    for case in CASES.split("\n\n") {
        let mut lines = case.lines().map(|line| line.replace("\\n", "\n"));
        let (there, instead) = (lines.next().unwrap(), lines.next().unwrap());
        assert!(good.contains(&there), "{there}");
        let wanted: Vec<String> = lines.collect();
        assert_eq!(faults(&good.replacen(&there, &instead, 1)), wanted, "{there} -> {instead}");
    }
}

#[test]
fn all_faults_are_said_at_once_in_the_order_of_the_text() {
    let text = "\
name = \"Peso\"
prior = \"bayes\"

[target]
name = \"usdmxn\"
measure = \"ecb.eur.mxn / ecb.eur.usd\"
calendar = \"target\"

[[feature]]
kind = \"return\"
of = [\"usdmxn\",
      \"usdmnx\"]
spans = [0]

[[location]]
kind = \"ridge\"
weight = 1
forgeting = 0.99
";
    let wanted = "\
x.toml:1:1: prior_outcomes is missing, must be more than 0
x.toml:1:1: scale is missing, must be a table
x.toml:1:1: refits is missing, must be a table
x.toml:1:1: spread_feature is missing, must be one table or more
x.toml:1:1: spread is missing, must be one table or more
x.toml:1:8: name must have 1 to 64 characters of a-z, 0-9, '.', '_', '-', got \"Peso\"
x.toml:2:9: prior must be one of none, currencies, got \"bayes\"
x.toml:12:7: feature[0].of[1] must be the target or a name under [rates] or [baskets], got \"usdmnx\"; did you mean \
                  usdmxn?
x.toml:13:10: feature[0].spans[0] must be a whole number between 1 and 252, got 0
x.toml:15:1: location[0].penalty is missing, must be more than 0
x.toml:15:1: location[0].forgetting is missing, must be more than 0.9 and at most 1
x.toml:18:13: location[0].forgeting is unknown here, known are kind, penalty, forgetting, weight; did you mean \
                  forgetting?";
    assert_eq!(parse(text).unwrap_err().in_file("x.toml"), wanted);
}

#[test]
fn mistakes_of_syntax_are_said_together() {
    let faults = parse("name = \nprior = \"none\"\n[target\n").unwrap_err();
    let lines: Vec<usize> = faults.all().iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [1, 3], "{faults}");
    assert!(faults.all().iter().all(|fault| fault.field.is_empty()));
}

#[test]
fn more_features_than_a_day_can_learn_from_are_refused() {
    let spans: Vec<String> = (1..=240).map(|span| span.to_string()).collect();
    let text = written().replace("[5, 21, 63]", &format!("[{}]", spans.join(", ")));
    assert_eq!(faults(&text), ["feature[7] goes beyond 256 features: there must be at most 256"]);
}

#[test]
fn a_fault_is_no_cause_of_others() {
    let text = written().replace("kind = \"gradient\"", "kind = \"gradiant\"");
    assert_eq!(faults(&text).len(), 1, "the stretched experts may be right");
    let text = written().replace("usdbrl = \"ecb.eur.brl / ecb.eur.usd\"", "usdbrl = 5.4");
    assert_eq!(faults(&text), ["rates.usdbrl must be a string, got a number"]);
    let text = written().replace("name = \"usdmxn\"", "name = 1");
    assert_eq!(faults(&text), ["target.name must be a string, got a whole number"]);
}
