//! Tests of expectations on tables that are written here, and of their form as text.

mod conformance;

use super::*;

/// A table with one column, in which an empty text is a null.
fn table(cells: &[&str]) -> Table {
    let cells = cells.iter().map(|text| Some((*text).to_owned()).filter(|text| !text.is_empty())).collect();
    Table { columns: vec![Column { name: "x".to_owned(), cells }] }
}

fn cells(cells: &[&str], each: Cell, mostly: f64) -> Verdict {
    table(cells).examine(&Expectation::Cells { column: "x".to_owned(), each, mostly }).unwrap()
}

fn figure(cells: &[&str], of: Aggregate) -> Option<f64> {
    let bounds = Bounds::default();
    table(cells).examine(&Expectation::Figure { column: "x".to_owned(), of, bounds }).unwrap().observed
}

fn texts(values: &[&str]) -> Vec<String> {
    values.iter().map(|value| (*value).to_owned()).collect()
}

#[test]
fn a_null_is_missing_and_no_bad_value() {
    let present = cells(&["1", "", "3"], Cell::Present, 0.6);
    assert_eq!((present.success, present.unexpected, present.nulls, present.rows), (true, 1, 0, vec![1]));
    let between = cells(&["1", "", "3"], Cell::Between(Bounds::between(1.0, 2.0)), 1.0);
    assert_eq!(
        (between.success, between.unexpected, between.nulls, between.rows.clone()),
        (false, 1, 1, vec![2])
    );
    assert_eq!(between.unexpected_percent(), 50.0);
    assert!(cells(&["", ""], Cell::Between(Bounds::between(1.0, 2.0)), 1.0).success);
}

#[test]
fn mostly_is_reached_and_not_rounded() {
    let ninety_nine = |bad: usize| {
        let column: Vec<&str> = (0..200).map(|row| if row < bad { "x" } else { "1" }).collect();
        cells(&column, Cell::Parses { kind: Kind::Integer }, 0.99).success
    };
    assert!(ninety_nine(2));
    assert!(!ninety_nine(3));
}

#[test]
fn a_bound_may_leave_out_its_end() {
    let positive = Bounds { above: Some(0.0), ..Bounds::default() };
    assert_eq!(cells(&["0", "-1", "0.1"], Cell::Between(positive), 1.0).rows, [0, 1]);
}

#[test]
fn a_type_is_parsed() {
    let bad = |kind: Kind, column: &[&str]| cells(column, Cell::Parses { kind }, 1.0).rows;
    assert_eq!(
        bad(Kind::Day, &["2023-02-28", "2023-02-29", "2023-13-40", "2023-2-8", "28/02/2023"]),
        [1, 2, 3, 4]
    );
    assert_eq!(bad(Kind::Number, &["1.5", "1,234.50", "N/E", "inf", "1e3"]), [1, 2, 3]);
    assert_eq!(bad(Kind::Integer, &["12", "1.5", "-3"]), [1]);
    assert_eq!(
        bad(Kind::Moment, &["2026-03-17T18:00:00Z", "2026-03-17 18:00", "2026-03-17T12:00:00-06:00"]),
        [1]
    );
}

#[test]
fn both_of_a_pair_are_unexpected() {
    assert_eq!(cells(&["a", "b", "a", ""], Cell::Unique, 1.0).rows, [0, 2]);
}

#[test]
fn a_value_below_the_greatest_before_it_does_not_increase() {
    let days = ["2026-01-01", "2026-01-03", "2026-01-02", "", "2026-01-03", "never"];
    assert_eq!(cells(&days, Cell::Increasing { kind: Kind::Day }, 1.0).rows, [2, 5]);
}

#[test]
fn characters_are_counted_and_not_bytes() {
    assert!(cells(&["peñón"], Cell::Length(Bounds::between(5.0, 5.0)), 1.0).success);
}

#[test]
fn statistics_of_a_column_with_text_in_it_do_not_exist() {
    let mean = |cells: &[&str]| figure(cells, Aggregate::Statistic(Statistic::Mean));
    assert_eq!(mean(&["1", "2", "", "6"]), Some(3.0));
    assert_eq!(mean(&["1", "N/E"]), None);
    assert_eq!(mean(&[""]), None);
    let median = |cells: &[&str]| figure(cells, Aggregate::Statistic(Statistic::Median));
    assert_eq!(
        (median(&["1", "4", "2"]), median(&["1", "4", "2", "3"]), median(&[])),
        (Some(2.0), Some(2.5), None)
    );
    assert_eq!(figure(&["1", "3"], Aggregate::Statistic(Statistic::Deviation)), Some(2.0_f64.sqrt()));
    assert_eq!(figure(&["1"], Aggregate::Statistic(Statistic::Deviation)), None);
    assert_eq!(figure(&["1", "3", "9"], Aggregate::Statistic(Statistic::Quantile(0.7))), Some(3.0));
}

#[test]
fn texts_are_counted_and_compared_with_those_that_are_expected() {
    let column = ["a", "b", "b", "", "z"];
    let values = texts(&["a", "b", "c"]);
    assert_eq!(figure(&column, Aggregate::Distinct), Some(3.0));
    assert_eq!(figure(&column, Aggregate::DistinctShare), Some(0.75));
    assert_eq!(figure(&column, Aggregate::PresentShare), Some(0.8));
    assert_eq!(figure(&column, Aggregate::Strange { values: values.clone() }), Some(1.0));
    assert_eq!(figure(&column, Aggregate::Absent { values }), Some(1.0));
}

#[test]
fn shares_as_expected_do_not_diverge() {
    let divergence = |cells: &[&str]| {
        let (values, shares) = (texts(&["a", "b"]), vec![0.25, 0.75]);
        figure(cells, Aggregate::Divergence { values, shares, others: 0.01 }).unwrap()
    };
    assert!(divergence(&["a", "b", "b", "b"]).abs() < 1e-15);
    assert!(divergence(&["a", "b", "b", "z"]) > 0.5);
}

#[test]
fn an_unknown_column_is_an_error_that_names_those_there_are() {
    let error = table(&["1"]).examine(&Expectation::Cells {
        column: "y".to_owned(),
        each: Cell::Present,
        mostly: 1.0,
    });
    assert_eq!(error.unwrap_err().to_string(), "the table must have a column \"y\", got [\"x\"]");
}

#[test]
fn expectations_are_read_from_toml() {
    let read = |text: &str| toml::from_str::<Expectation>(text);
    let number =
        read("expect = 'cells'\ncolumn = 'x'\nmostly = 0.8\neach = { between = { min = 1 } }").unwrap();
    let bounds = Bounds { min: Some(1.0), ..Bounds::default() };
    let each = Cell::Between(bounds);
    assert_eq!(number, Expectation::Cells { column: "x".to_owned(), each, mostly: 0.8 });
    let rows = read("expect = 'rows'\nmin = 1").unwrap();
    assert_eq!(rows, Expectation::Rows { bounds });
    let mean = read("expect = 'figure'\ncolumn = 'x'\nof = { statistic = 'mean' }\nmax = 2.5").unwrap();
    assert!(matches!(mean, Expectation::Figure { of: Aggregate::Statistic(Statistic::Mean), .. }));
    let error = read("expect = 'cells'\ncolumn = 'x'\neach = { matches = { pattern = '(' } }").unwrap_err();
    assert!(error.to_string().contains("is no regular expression"), "{error}");
}
