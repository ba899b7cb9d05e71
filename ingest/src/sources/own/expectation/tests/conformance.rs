//! The results of Great Expectations on a table of 200 rows, one by one.

use super::*;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A file of the reference results.
fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/conformance").join(name)
}

fn read_table() -> Table {
    let mut reader = ::csv::Reader::from_path(path("quality.csv")).unwrap();
    let names: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let mut columns: Vec<Column> = names.into_iter().map(|name| Column { name, cells: Vec::new() }).collect();
    for record in reader.records().map(Result::unwrap) {
        for (column, cell) in columns.iter_mut().zip(&record) {
            column.cells.push(Some(cell.to_owned()).filter(|text| !text.is_empty()));
        }
    }
    Table { columns }
}

fn list(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

fn bounds(kwargs: &Value) -> Bounds {
    let (min, max) = (kwargs["min_value"].as_f64(), kwargs["max_value"].as_f64());
    if kwargs["strict_min"] == true {
        return Bounds { min: None, max, above: min };
    }
    Bounds { min, max, above: None }
}

/// What Great Expectations calls `name`, in our terms.
fn expectation(name: &str, kwargs: &Value) -> Expectation {
    let column = kwargs["column"].as_str().unwrap_or_default().to_owned();
    let mostly = kwargs["mostly"].as_f64().unwrap_or(1.0);
    let values = || list(&kwargs["value_set"]);
    let figure = |of, bounds| Expectation::Figure { column: column.clone(), of, bounds };
    let statistic = |statistic| figure(Aggregate::Statistic(statistic), bounds(kwargs));
    let none = Bounds::between(0.0, 0.0);
    let each = match name {
        "table_row_count_to_be_between" => return Expectation::Rows { bounds: bounds(kwargs) },
        "table_columns_to_match_ordered_list" => {
            return Expectation::Columns { names: list(&kwargs["column_list"]) };
        }
        "column_min_to_be_between" => return statistic(Statistic::Min),
        "column_max_to_be_between" => return statistic(Statistic::Max),
        "column_mean_to_be_between" => return statistic(Statistic::Mean),
        "column_median_to_be_between" => return statistic(Statistic::Median),
        "column_stdev_to_be_between" => return statistic(Statistic::Deviation),
        "column_distinct_values_to_be_in_set" => {
            return figure(Aggregate::Strange { values: values() }, none);
        }
        "column_distinct_values_to_contain_set" => {
            return figure(Aggregate::Absent { values: values() }, none);
        }
        "column_unique_value_count_to_be_between" => return figure(Aggregate::Distinct, bounds(kwargs)),
        "column_proportion_of_unique_values_to_be_between" => {
            return figure(Aggregate::DistinctShare, bounds(kwargs));
        }
        "column_proportion_of_non_null_values_to_be_between" => {
            return figure(Aggregate::PresentShare, bounds(kwargs));
        }
        "column_kl_divergence_to_be_less_than" => return divergence(column, kwargs),
        "column_values_to_not_be_null" => Cell::Present,
        "column_values_to_be_between" => Cell::Between(bounds(kwargs)),
        "column_value_lengths_to_equal" => {
            let length = kwargs["value"].as_f64().unwrap();
            Cell::Length(Bounds::between(length, length))
        }
        "column_value_lengths_to_be_between" => Cell::Length(bounds(kwargs)),
        "column_values_to_be_unique" => Cell::Unique,
        "column_values_to_be_in_set" => Cell::InSet { values: values() },
        "column_values_to_match_regex" => {
            let pattern = kwargs["regex"].as_str().unwrap().to_owned();
            Cell::Matches { pattern: Pattern::try_from(pattern).unwrap() }
        }
        other => panic!("no counterpart of {other}"),
    };
    Expectation::Cells { column, each, mostly }
}

fn divergence(column: String, kwargs: &Value) -> Expectation {
    let partition = &kwargs["partition_object"];
    let shares =
        partition["weights"].as_array().unwrap().iter().map(|share| share.as_f64().unwrap()).collect();
    let values = list(&partition["values"]);
    let others = kwargs["tail_weight_holdout"].as_f64().unwrap();
    let of = Aggregate::Divergence { values, shares, others };
    let bounds = Bounds { max: kwargs["threshold"].as_f64(), ..Bounds::default() };
    Expectation::Figure { column, of, bounds }
}

fn assert_near(found: Option<f64>, expected: f64, what: &str) {
    let found = found.unwrap();
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1e-3), "{what}: {found} is not {expected}");
}

/// Five quantiles at once there, five expectations here.
fn assert_quantiles(table: &Table, result: &Value) {
    let figures = |name: &str| -> Vec<f64> {
        result["observed_value"][name]
            .as_array()
            .unwrap()
            .iter()
            .map(|figure| figure.as_f64().unwrap())
            .collect()
    };
    for (level, value) in figures("quantiles").into_iter().zip(figures("values")) {
        let of = Aggregate::Statistic(Statistic::Quantile(level));
        let expectation = Expectation::Figure { column: "fix".to_owned(), of, bounds: Bounds::default() };
        assert_near(table.examine(&expectation).unwrap().observed, value, &format!("quantile {level}"));
    }
}

fn assert_same(verdict: &Verdict, validation: &Value, what: &str) {
    let result = &validation["result"];
    assert_eq!(Some(verdict.success), validation["success"].as_bool(), "{what}");
    if let Some(observed) = result["observed_value"].as_f64() {
        assert_near(verdict.observed, observed, what);
    }
    let counted = result["unexpected_count"].as_u64().or(result["missing_count"].as_u64());
    let Some(cells) = result["element_count"].as_u64() else {
        // Different values are counted, not cells.
        if let Some(counted) = counted {
            assert_near(verdict.observed, counted as f64, what);
        }
        return;
    };
    assert_eq!((verdict.cells as u64, Some(verdict.unexpected as u64)), (cells, counted), "{what}");
    assert_eq!(verdict.nulls as u64, result["missing_count"].as_u64().unwrap_or(0), "{what}");
    assert_near(Some(verdict.unexpected_percent()), result["unexpected_percent"].as_f64().unwrap(), what);
    let rows: Vec<Value> = verdict.rows.iter().map(|row| Value::from(*row)).collect();
    assert_eq!(Value::Array(rows), result["unexpected_index_list"], "{what}");
}

#[test]
fn all_29_results_are_those_of_great_expectations() {
    let table = read_table();
    let text = fs::read_to_string(path("quality.json")).unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let validations = document["validations"].as_array().unwrap();
    for validation in validations {
        let name = validation["expectation"].as_str().unwrap().trim_start_matches("expect_");
        if name == "column_quantile_values_to_be_between" {
            assert_quantiles(&table, &validation["result"]);
            continue;
        }
        let kwargs = &validation["kwargs"];
        let verdict = table.examine(&expectation(name, kwargs)).unwrap();
        assert_same(&verdict, validation, &format!("{name} {kwargs}"));
    }
    assert_eq!(validations.len(), 29);
}

#[test]
fn what_a_pattern_lets_pass_does_not_parse() {
    let table = read_table();
    let each = Cell::Parses { kind: Kind::Day };
    let days = Expectation::Cells { column: "fecha".to_owned(), each, mostly: 1.0 };
    assert_eq!(table.examine(&days).unwrap().rows, [120]);
}
