//! What if things stood elsewhere.

use crate::words::shape::WhatIf;

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
    episode: "An episode comes again",
    episode_reaches: "If {name} came again, the dollar would be at {rate} on {day}; the forecast gives {share} to ending higher.",
    shock: "A move of the same day in",
    shock_help: "How far the dollar has moved on average on the days on which the other series moved so: an association, not a cause.",
    shock_by: "Size of the move",
    shock_says: "With that move of {name} the dollar has moved {middle} on the same day; 80 times in 100 between {low} and {high}.",
    shock_suppose: "Suppose that rate",
    missing: "Without a value today, not offered: {names}.",
};
