//! Explanations of forests and of linear functions against figures computed by shap and by enumeration.
#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is wrong")]

use paridad_engine::experts::location::{Forest, Linear, Node, Prediction, Tree};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A file of the figures.
fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/conformance").join(name)
}

fn json(name: &str) -> Value {
    serde_json::from_reader(std::fs::File::open(path(name)).unwrap()).unwrap()
}

/// The rows of a file; an empty cell is a NaN.
fn rows(name: &str) -> Vec<Vec<f64>> {
    let mut reader = csv::Reader::from_path(path(&format!("shap_{name}.csv"))).unwrap();
    let row =
        |record: csv::StringRecord| record.iter().map(|cell| cell.parse().unwrap_or(f64::NAN)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// The rows as sklearn's trees see them.
fn rounded(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "sklearn compares single precision with its thresholds"
    )]
    let single = |x: &f64| f64::from(*x as f32);
    rows.iter().map(|row| row.iter().map(single).collect()).collect()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

/// A forest of the file's trees, and of one leaf that says the file's constant.
fn forest(name: &str) -> Forest {
    let model = json(&format!("forest_{name}.json"));
    let constant = Node::Leaf { value: model["base"].as_f64().unwrap(), cover: 1.0 };
    let trees = model["trees"].as_array().unwrap().iter().map(tree);
    let trees = std::iter::once(Tree::new(vec![constant]).unwrap()).chain(trees).collect();
    Forest::new(6, trees).unwrap()
}

fn tree(arrays: &Value) -> Tree {
    let at = |name: &str, place: usize| &arrays[name][place];
    let node = |place: usize| {
        let cover = at("cover", place).as_f64().unwrap();
        if at("left", place).as_i64().unwrap() < 0 {
            return Node::Leaf { value: at("value", place).as_f64().unwrap(), cover };
        }
        let index = |name: &str| u32::try_from(at(name, place).as_u64().unwrap()).unwrap();
        Node::Split {
            feature: u16::try_from(index("feature")).unwrap(),
            threshold: at("threshold", place).as_f64().unwrap(),
            left: index("left"),
            right: index("right"),
            missing_left: at("default_left", place).as_bool().unwrap(),
            cover,
        }
    };
    Tree::new((0..arrays["left"].as_array().unwrap().len()).map(node).collect()).unwrap()
}

fn assert_near(computed: f64, expected: f64, relative: f64, absolute: f64) {
    let bound = absolute.max(relative * expected.abs());
    assert!((computed - expected).abs() <= bound, "{computed} instead of {expected}");
}

/// The contributions of the first rows, as many as are expected.
fn assert_contributions(says: &[Prediction], expected: &Value, relative: f64, absolute: f64) {
    for (says, expected) in says.iter().zip(expected.as_array().unwrap()) {
        for (computed, expected) in says.contributions.iter().zip(numbers(expected)) {
            assert_near(*computed, expected, relative, absolute);
        }
    }
}

/// Checks what one model says, and why, over one file of rows.
fn check(forest: &Forest, rows: &[Vec<f64>], expected: &Value) {
    let predicted = numbers(&expected["prediction"]);
    assert_eq!(rows.len(), predicted.len());
    let says: Vec<_> = rows.iter().map(|row| forest.explain(row)).collect();
    for ((row, predicted), says) in rows.iter().zip(predicted).zip(&says) {
        assert_near(forest.value(row), predicted, 1e-12, 0.0);
        assert_near(says.point(), predicted, 1e-12, 0.0);
    }
    let reference = &expected["path_dependent"];
    assert_near(says[0].base, reference["bruteforce_expected_value"].as_f64().unwrap(), 1e-12, 0.0);
    assert_contributions(&says, &reference["shap"], 1e-9, 1e-10);
}

#[test]
fn a_forest_of_sklearn_is_explained_as_shap_does() {
    let expected = json("shap_tree.json");
    check(&forest("gbr"), &rounded(&rows("explain")), &expected["gbr"]["explain"]);
}

#[test]
fn a_forest_of_lightgbm_is_explained_as_shap_does() {
    let expected = json("shap_tree.json");
    for name in ["explain", "explain_missing"] {
        check(&forest("lgbm"), &rows(name), &expected["lgbm"][name]);
    }
}

#[test]
fn a_linear_function_is_explained_as_shap_does() {
    let expected = json("shap_linear.json");
    let means = numbers(&expected["background_mean"]);
    let reference = &expected["interventional_background"];
    // Our linear function bounds what it says, so it speaks here without its base and in small.
    let scale = 1e-3;
    let weights = numbers(&expected["coef"]).iter().map(|weight| scale * weight).collect();
    let linear = Linear { base: 0.0, weights };
    let rows = rows("explain");
    let standing = |row: &Vec<f64>| row.iter().zip(&means).map(|(x, mean)| x - mean).collect::<Vec<_>>();
    let says: Vec<_> = rows.iter().map(|row| linear.predict(&standing(row)).scaled(1.0 / scale)).collect();
    assert_contributions(&says, &reference["shap"], 1e-9, 1e-10);
    let base = reference["expected_value"].as_f64().unwrap();
    for (says, predicted) in says.iter().zip(numbers(&expected["prediction"])) {
        assert_near(base + says.point(), predicted, 1e-12, 0.0);
    }
}
