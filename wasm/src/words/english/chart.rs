//! Charts and what is read from them.

use crate::words::shape::Chart;

/// The words.
pub(super) static WORDS: Chart = Chart {
    scenario: "your scenario",
    forecast: "forecast",
    crosshair_label: "Reading of the chart",
    crosshair_hint: "Point at the chart or use the arrows ← → to read values.",
    readout_known: "{day} · {rate} pesos per dollar",
    readout_expected: "{day} · in {days} days · {bands}",
    readout_middle: "middle {rate}",
    legend: "Bands: 50, 80 and 95 in 100 outcomes. Line: the middle, with half on each side.",
    legend_scenario: "Dashed purple: your scenario (middle and band of 80). Green: the forecast without changes.",
    numbers: "Show the forecast's numbers",
    numbers_scenario: "Show your scenario's numbers",
    history_numbers: "Show the history's numbers (last 30)",
    empty_history: "No history in this range.",
    middle: "Middle",
};
