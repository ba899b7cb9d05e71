//! Smooth interpolation that never overshoots.

/// The weights of four values in what lies at `at`, between the second node and the third; they sum to one.
///
/// The cubic of Steffen (1990): its slope at a node is that of the parabola through the node and its neighbours, but at most
/// twice that of either side, and zero where the values turn. So it is smooth everywhere, takes the values at the nodes, and between two
/// nodes never leaves the values there. Which bound holds depends on the values; given that, all is a weighted sum of them.
pub(crate) fn weights(nodes: [f64; 4], values: [f64; 4], at: f64) -> [f64; 4] {
    let width = nodes[2] - nodes[1];
    let share = (at - nodes[1]) / width;
    let rest = 1.0 - share;
    let left = slope([nodes[0], nodes[1], nodes[2]], [values[0], values[1], values[2]]);
    let right = slope([nodes[1], nodes[2], nodes[3]], [values[1], values[2], values[3]]);
    let (from_left, from_right) = (width * share * rest * rest, -width * share * share * rest);
    [
        from_left * left[0],
        rest * rest * (1.0 + 2.0 * share) + from_left * left[1] + from_right * right[0],
        share * share * (1.0 + 2.0 * rest) + from_left * left[2] + from_right * right[1],
        from_right * right[2],
    ]
}

/// The weights of three values in the slope at the middle node.
fn slope(nodes: [f64; 3], values: [f64; 3]) -> [f64; 3] {
    let (left, right) = (nodes[1] - nodes[0], nodes[2] - nodes[1]);
    let (before, after) = ((values[1] - values[0]) / left, (values[2] - values[1]) / right);
    let parabola = (before * right + after * left) / (left + right);
    let (of_before, of_after) = if before * after <= 0.0 {
        (0.0, 0.0)
    } else if parabola.abs() <= 2.0 * before.abs().min(after.abs()) {
        (right / (left + right), left / (left + right))
    } else if before.abs() <= after.abs() {
        (2.0, 0.0)
    } else {
        (0.0, 2.0)
    };
    [-of_before / left, of_before / left - of_after / right, of_after / right]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(nodes: [f64; 4], values: [f64; 4], at: f64) -> f64 {
        weights(nodes, values, at).iter().zip(values).map(|(weight, value)| weight * value).sum()
    }

    /// Four nodes in order, and a value at each.
    fn four() -> impl Strategy<Value = ([f64; 4], [f64; 4])> {
        let steps = prop::array::uniform4(0.1..5.0);
        let values = prop::array::uniform4(-3.0..3.0);
        (steps, values).prop_map(|(steps, values)| {
            let mut last = 0.0;
            let nodes = steps.map(|step: f64| {
                last += step;
                last
            });
            (nodes, values)
        })
    }

    #[test]
    fn a_line_and_a_gentle_parabola_are_kept() {
        let nodes = [0.0, 1.0, 2.5, 4.0];
        assert!((at(nodes, nodes.map(|x| 3.0 - 2.0 * x), 1.7) + 0.4).abs() < 1e-14);
        // The slopes of Steffen's section 2 at 1 and 2.5: those of the parabola, as they are below the bounds.
        let square = |x: f64| (x + 3.0) * (x + 3.0);
        assert!((at(nodes, nodes.map(square), 2.0) - 25.0).abs() < 1e-12);
    }

    #[test]
    fn a_turn_is_flat_and_a_step_is_bounded() {
        // Slopes by hand: zero at the turn; twice the smaller secant, 2 · 0.1, where the parabola's is 5.05.
        let turn = weights([0.0, 1.0, 2.0, 3.0], [0.0, 1.0, 1.0, 0.0], 1.5);
        assert_eq!(turn, [0.0, 0.5, 0.5, 0.0]);
        let step = at([0.0, 1.0, 2.0, 3.0], [0.0, 0.1, 10.1, 10.2], 1.5);
        assert!((step - 5.1).abs() < 1e-12, "{step}");
        let near = at([0.0, 1.0, 2.0, 3.0], [0.0, 0.1, 10.1, 10.2], 1.0 + 1e-6);
        assert!(((near - 0.1) / 1e-6 - 0.2).abs() < 1e-3, "{near}");
    }

    proptest! {
        #[test]
        fn it_takes_the_values_at_the_nodes_and_stays_between_them((nodes, values) in four(), share in 0.0..1.0) {
            let tiny = 1e-12;
            prop_assert!((at(nodes, values, nodes[1]) - values[1]).abs() < tiny);
            prop_assert!((at(nodes, values, nodes[2]) - values[2]).abs() < tiny);
            let within = at(nodes, values, nodes[1] + share * (nodes[2] - nodes[1]));
            prop_assert!(within >= values[1].min(values[2]) - tiny && within <= values[1].max(values[2]) + tiny);
            prop_assert!((weights(nodes, values, nodes[1] + share).iter().sum::<f64>() - 1.0).abs() < tiny);
        }

        #[test]
        fn it_is_monotone_and_has_no_elbow((nodes, values) in four(), next in 0.1..5.0, last in -3.0..3.0) {
            let along = |i: u32| at(nodes, values, nodes[1] + f64::from(i) / 100.0 * (nodes[2] - nodes[1]));
            let steps: Vec<f64> = (0..100).map(|i| along(i + 1) - along(i)).collect();
            let up = values[2] >= values[1];
            let is_on = |step: &f64| if up { *step >= -1e-12 } else { *step <= 1e-12 };
            prop_assert!(steps.iter().all(is_on));
            // The slope at the third node, from the left and, one interval on, from the right.
            let (after, beyond) = ([nodes[1], nodes[2], nodes[3], nodes[3] + next], [values[1], values[2], values[3], last]);
            let tiny = 1e-6;
            let left = (values[2] - at(nodes, values, nodes[2] - tiny)) / tiny;
            let right = (at(after, beyond, nodes[2] + tiny) - values[2]) / tiny;
            prop_assert!((left - right).abs() < 1e-2, "{left} {right}");
        }
    }
}
