//! The forest against smartcore's own.

use super::*;
use crate::noise::noise;

const FEATURES: usize = 5;
const SHAPE: ForestShape = ForestShape { trees: 30, max_depth: 4, min_leaf: 8, features_per_split: 2 };

fn sample(mut seed: u64, count: usize) -> (Vec<Vec<f64>>, Vec<f64>) {
    (0..count)
        .map(|_| {
            // Missing features are zeros, so ties are common.
            let row: Vec<f64> = (0..FEATURES)
                .map(|_| noise(&mut seed))
                .map(|x| if x < -0.7 { 0.0 } else { 3.0 * x })
                .collect();
            let label = if row[0] > 0.5 { row[1] } else { -0.5 } + noise(&mut seed);
            (row, label)
        })
        .unzip()
}

fn forest(rows: &[Vec<f64>], labels: &[f64]) -> Forest {
    refit(&Table::new(rows, labels).unwrap(), SHAPE, 3).unwrap()
}

#[test]
fn our_forest_says_what_smartcore_says() {
    let (rows, labels) = sample(5, 400);
    let table = Table::new(&rows, &labels).unwrap();
    let regressor = grow(&table, SHAPE, 3).unwrap();
    let ours = read(&table, &regressor).unwrap();
    for rows in [rows.clone(), sample(6, 400).0] {
        let theirs = regressor.predict(&DenseMatrix::from_2d_vec(&rows).unwrap()).unwrap();
        for (row, theirs) in rows.iter().zip(theirs) {
            assert!((ours.value(row) - theirs).abs() < 1e-12, "{} is not {theirs}", ours.value(row));
        }
    }
}

#[test]
fn a_missing_value_counts_as_the_mean() {
    let (rows, labels) = sample(5, 400);
    let forest = forest(&rows, &labels);
    for row in &rows {
        for feature in 0..FEATURES {
            let with =
                |value| row.iter().enumerate().map(move |(j, x)| if j == feature { value } else { *x });
            let missing: Vec<f64> = with(f64::NAN).collect();
            assert_eq!(forest.value(&missing), forest.value(&with(0.0).collect::<Vec<_>>()));
        }
    }
}

/// The covers below a node, its depth, and whether each cover is the sum of its children's.
fn walk(nodes: &[Node], place: u32) -> (u16, f64) {
    match &nodes[place as usize] {
        Node::Leaf { cover, .. } => (0, *cover),
        Node::Split { left, right, cover, .. } => {
            let ((left_depth, left), (right_depth, right)) = (walk(nodes, *left), walk(nodes, *right));
            assert_eq!(*cover, left + right);
            (1 + left_depth.max(right_depth), *cover)
        }
    }
}

#[test]
fn covers_add_up_and_no_tree_is_deeper_than_asked() {
    let (rows, labels) = sample(5, 400);
    let table = Table::new(&rows, &labels).unwrap();
    for max_depth in [1, 2, 4] {
        let shape = ForestShape { max_depth, ..SHAPE };
        let regressor = grow(&table, shape, 3).unwrap();
        let written: Written = serde_json::from_value(serde_json::to_value(&regressor).unwrap()).unwrap();
        let mut deepest = 0;
        for tree in written.forest_regressor.trees {
            let mut nodes: Vec<Node> = tree.nodes.iter().map(|node| node.scaled(1.0)).collect();
            count(&mut nodes, &table);
            let (depth, cover) = walk(&nodes, 0);
            assert_eq!(cover, 400.0);
            assert!(nodes.iter().all(|node| node.cover() > 0.0), "no leaf is without a row");
            deepest = deepest.max(depth);
        }
        assert_eq!(deepest, max_depth);
    }
}

#[test]
fn the_seed_decides_the_forest() {
    let (rows, labels) = sample(5, 200);
    let table = Table::new(&rows, &labels).unwrap();
    let grown = |seed| refit(&table, SHAPE, seed).unwrap();
    assert_eq!(grown(1), grown(1));
    assert_ne!(grown(1), grown(2));
}

#[test]
fn too_few_rows_to_split_give_their_mean() {
    let rows = vec![vec![1.0; FEATURES]; 3];
    let says = forest(&rows, &[2.0, 2.0, 2.0]).value(&rows[0]);
    assert!((says - 2.0).abs() < 1e-12, "{says}");
}

#[test]
fn a_shape_out_of_its_bounds_is_refused() {
    let (rows, labels) = sample(5, 50);
    let table = Table::new(&rows, &labels).unwrap();
    let refusal = |shape| refit(&table, shape, 1).unwrap_err().to_string();
    let none = ForestShape { trees: 0, ..SHAPE };
    assert_eq!(refusal(none), "trees must be between 1 and 65535, got 0");
    let many = ForestShape { features_per_split: 6, ..SHAPE };
    assert_eq!(refusal(many), "features_per_split must be between 1 and 5, got 6");
}
