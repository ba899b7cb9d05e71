//! Which learned scale lies behind a fan.

use super::fan::Fan;
use crate::experts::location::Linear;
use crate::time::horizon::ANCHORS;

/// The learned scale behind the fan at a place of an anchor horizon, and the anchor whose features of the spread it is read with: a
/// stretched fan has that of the one it stretches, a rooted one that of a shorter horizon.
pub(crate) fn log_scale<'a>(
    anchors: &[&'a [Fan]],
    (index, place): (usize, usize),
) -> Option<(usize, &'a Linear)> {
    match anchors.get(index)?.get(place)? {
        Fan::Scaled { log_scale, .. } => Some((index, log_scale)),
        Fan::Stretched { of, .. } => earlier(anchors, index, (usize::from(*of), place)),
        Fan::Rooted { of, base } if *base == ANCHORS[index] => {
            earlier(anchors, index, (usize::from(*of), place))
        }
        Fan::Rooted { of, base } => {
            let base = ANCHORS[..index].iter().position(|anchor| anchor == base)?;
            log_scale(anchors, (base, usize::from(*of)))
        }
        Fan::Silent | Fan::Normal(_) | Fan::Fixed { .. } | Fan::Reverting(_) => None,
    }
}

/// The learned scale behind an earlier fan of the same anchor horizon.
fn earlier<'a>(
    anchors: &[&'a [Fan]],
    index: usize,
    (of, place): (usize, usize),
) -> Option<(usize, &'a Linear)> {
    (of < place).then(|| log_scale(anchors, (index, of)))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::curve::Curve;

    #[test]
    fn a_fan_that_follows_another_has_its_learned_scale() {
        let linear = |base| Linear { base, weights: vec![] };
        let scaled = |base| Fan::Scaled { log_scale: linear(base), shape: Curve::normal(1.0) };
        let rooted = |of, base: usize| Fan::Rooted { of, base: ANCHORS[base] };
        let near = [scaled(0.1), Fan::Stretched { of: 0, factor: 2.0 }];
        let far = [
            Fan::Normal(1.0),
            rooted(0, 0),
            rooted(1, 0),
            Fan::Stretched { of: 2, factor: 2.0 },
            rooted(4, 1),
        ];
        let found = |place| log_scale(&[&near, &far], (1, place)).map(|(index, linear)| (index, linear.base));
        assert_eq!([0, 1, 2, 3, 4].map(found), [None, Some((0, 0.1)), Some((0, 0.1)), Some((0, 0.1)), None]);
    }
}
