//! What if things stood elsewhere.

use crate::words::WhatIf;

/// The words.
pub(super) static WORDS: WhatIf = WhatIf {
    levers: "What to suppose",
    effect: "The most that it moves an end of the 80 %",
    spot: "Today's rate",
    volatility: "Volatility, against today's",
    half_forward: "Suppose half the way that the forward marks: {rate}",
    same: "Nothing supposed: this is the forecast.",
    change: "Your scenario against the forecast: middle {change}, width {wider} ({by}).",
    reset: "Remove all",
    forget: "Remove the change: {name}",
    value: "{name}, value",
    called_off: "called off",
    dead: "{count} features that move nothing today",
    beyond: "Beyond 3 deviations: the model has seen little like it.",
    clipped: "Beyond 5 deviations the model sees no difference.",
    missing: "Without a value today, not offered: {names}.",
};
