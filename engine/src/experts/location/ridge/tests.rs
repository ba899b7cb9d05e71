//! The ridge against its closed form.

use super::*;
use crate::experts::location::contract::noise;

const FEATURES: usize = 6;
const PENALTY: f64 = 100.0;

/// Solves `A w = b` by Gaussian elimination with partial pivoting.
fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for column in 0..n {
        let pivot = (column..n).max_by(|i, j| a[*i][column].abs().total_cmp(&a[*j][column].abs())).unwrap();
        a.swap(column, pivot);
        b.swap(column, pivot);
        for row in column + 1..n {
            let factor = a[row][column] / a[column][column];
            let pivot_line = a[column].clone();
            for (element, pivot) in a[row].iter_mut().zip(pivot_line).skip(column) {
                *element -= factor * pivot;
            }
            b[row] -= factor * b[column];
        }
    }
    let mut w = vec![0.0; n];
    for row in (0..n).rev() {
        let known: f64 = (row + 1..n).map(|k| a[row][k] * w[k]).sum();
        w[row] = (b[row] - known) / a[row][row];
    }
    w
}

#[test]
fn after_5000_rows_it_equals_the_closed_form_with_forgetting() {
    let forgetting = 0.999;
    let mut ridge = Ridge::new(FEATURES, PENALTY, forgetting);
    let size = FEATURES + 1;
    let mut moments = vec![vec![0.0; size]; size];
    let mut cross = vec![0.0; size];
    for (i, line) in moments.iter_mut().enumerate() {
        line[i] = PENALTY;
    }
    let mut seed = 7;
    for _ in 0..5_000 {
        let row: Vec<f64> = (0..FEATURES).map(|_| noise(&mut seed)).collect();
        let label = 0.3 * row[0] - 0.1 * row[3] + noise(&mut seed);
        ridge.learn(&row, label);
        let x: Vec<f64> = std::iter::once(1.0).chain(row).collect();
        for i in 0..size {
            for j in 0..size {
                moments[i][j] = forgetting * moments[i][j] + x[i] * x[j];
            }
            cross[i] = forgetting * cross[i] + x[i] * label;
        }
    }
    let closed = solve(moments, cross);
    assert!((ridge.linear.base - closed[0]).abs() < 1e-9);
    for (online, closed) in ridge.linear.weights.iter().zip(&closed[1..]) {
        assert!((online - closed).abs() < 1e-9, "{online} {closed}");
    }
}
