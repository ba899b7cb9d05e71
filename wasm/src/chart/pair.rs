//! Two distributions over one range, small: that of before as an area, that of now as a line over it.

use super::path::{area, line};
use yew::prelude::*;

/// The units in which it is drawn; it fills whatever room it has.
const WIDTH: f64 = 160.0;
const HEIGHT: f64 = 40.0;

/// The picture; the words beside it say what follows from it.
pub(crate) fn pair(before: &[u32], now: &[u32]) -> Html {
    let [before, now] = [shares(before), shares(now)];
    let top = before.iter().chain(&now).fold(f64::MIN_POSITIVE, |top, share| top.max(*share));
    let [before, now] = [steps(&before, top), steps(&now, top)];
    let ground = [(0.0, HEIGHT), (WIDTH, HEIGHT)];
    html! {
        <svg class="pair" viewBox="0 0 160 40" preserveAspectRatio="none" aria-hidden="true">
            <path class="before" d={area(&before, &ground)} />
            <path class="now" d={line(now)} />
        </svg>
    }
}

fn shares(counts: &[u32]) -> Vec<f64> {
    let all: u32 = counts.iter().sum();
    counts.iter().map(|count| f64::from(*count) / f64::from(all.max(1))).collect()
}

/// The corners of the outline, from left to right.
fn steps(shares: &[f64], top: f64) -> Vec<(f64, f64)> {
    let width = WIDTH / shares.len().max(1) as f64;
    let corners = |(place, share): (usize, &f64)| {
        let (left, y) = (place as f64 * width, HEIGHT - share / top * (HEIGHT - 2.0));
        [(left, y), (left + width, y)]
    };
    shares.iter().enumerate().flat_map(corners).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_become_shares_and_nothing_none() {
        assert_eq!(shares(&[1, 3]), [0.25, 0.75]);
        assert_eq!(shares(&[0, 0]), [0.0, 0.0]);
    }

    #[test]
    fn the_outline_goes_from_border_to_border_and_the_highest_part_to_the_top() {
        let corners = steps(&[0.25, 0.75], 0.75);
        assert_eq!((corners[0].0, corners[3]), (0.0, (WIDTH, 2.0)));
        assert_eq!(corners[1].0, corners[2].0);
        assert!(steps(&[], 1.0).is_empty());
    }
}
