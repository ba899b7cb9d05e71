//! What there is to know in the morning.

use crate::words::shape::Today;

/// The words.
pub(super) static WORDS: Today = Today {
    rate_of: "Rate of {day}",
    rate_help: "The last one that was published, against the one before.",
    change: "{change} ({percent}) against {day}",
    settles: "The FIX that pays today is that of {determined} ({rate}), published in the DOF on {published}, to settle on {settles}.",
    next: "Where it may go",
    yesterday_fan: "yesterday",
    since: "Since yesterday",
    since_help: "By how much the ends of the interval of 80 have moved, and why.",
    since_none: "There is no forecast of the business day before to compare with.",
    since_sentence: "For the same day, the lower end moved {low} and the upper one {high}.",
    since_why: "See why",
    trust: "Can I believe it?",
    trust_help: "An interval of 80 should hold about 80 times in 100: many more is too wide, many fewer too narrow.",
    held: "It held: for {day} it said {interval}, and it was {value}.",
    missed: "It missed: for {day} it said {interval}, and it was {value}.",
    hits: "It held {inside} times on the last {judged} days; of all that was judged, {percent} of {all}.",
    hits_none: "No intervals have been judged yet.",
    trust_why: "See the trust",
    review: "What to review",
    review_none: "Nothing waits for a person.",
    review_held: "{count} held values wait for a person to decide.",
    review_held_one: "1 held value waits for a person to decide.",
    review_late: "Late sources: {names}.",
    review_failed: "Sources that failed: {names}.",
    review_silent: "Models without data: {count}.",
    review_concerns: "Notices of the system: {count}.",
    review_see: "See the data",
};
