//! A forecast in sentences: where it is expected to end, and which way the risk leans.

use crate::locale::Locale;
use crate::words::fill;
use paridad_exchange::engine::Step;

/// The place of the central 80 in 100 among the bands of a step.
use crate::chart::EIGHTY;

/// By how much one side may be larger before the risk leans.
const EVEN: f64 = 1.1;

/// Where it is expected to end.
pub(crate) fn interval(steps: &[Step], locale: &Locale) -> String {
    let (Some(last), format) = (steps.last(), &locale.format) else { return String::new() };
    let [low, high] = ends(last);
    let values =
        [format.day_long(last.day), format.whole(last.horizon.into()), format.end(low), format.end(high)];
    let [day, days, low, high] = values.each_ref().map(String::as_str);
    fill(locale.words.forecast.interval, &[("day", day), ("days", days), ("low", low), ("high", high)])
}

/// Which way the risk leans, seen from the rate from which it looks ahead.
pub(crate) fn skew(steps: &[Step], locale: &Locale) -> String {
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return String::new() };
    let (format, words) = (&locale.format, locale.words.forecast);
    let [low, high] = ends(last);
    let (up, down) = (high - first.median, low - first.median);
    let lean = if up > -down * EVEN {
        words.leans_up
    } else if -down > up * EVEN {
        words.leans_down
    } else {
        words.leans_nowhere
    };
    let values = [
        format.signed(up, 2),
        format.signed(down, 2),
        format.end(last.median),
        format.centavos(last.median - first.median),
    ];
    let [up, down, middle, change] = values.each_ref().map(String::as_str);
    fill(lean, &[("up", up), ("down", down), ("middle", middle), ("change", change)])
}

/// The ends of the central 80 in 100.
pub(crate) fn ends(step: &Step) -> [f64; 2] {
    step.bands.get(EIGHTY).copied().unwrap_or([step.point; 2])
}
