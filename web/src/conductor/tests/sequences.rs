//! Random sequences of all that may happen to a conductor, its disk's failures included, after each step of which every promise
//! must be kept: what is acknowledged is there, nothing is there twice, who speaks is who should, enough people decided, the
//! live line is its fold, and history can be proved.
//!
//! A sequence follows from its seed. One that breaks a promise is shrunk to a short one and printed with its seed, with which
//! `cargo xtask sequences --seed SEED --count 1` runs it again.

mod beginning;
#[path = "../../../../engine/store/tests/archive/disk.rs"]
mod disk;
mod op;
mod promises;
#[path = "../../../../engine/store/tests/archive/random.rs"]
mod random;
mod shrink;
mod world;

use op::{Actor, Odd, Op, Rate, Step, Verdict};
use std::env;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;
use world::{Kept, World};

/// How many sequences are run where nobody says how many.
const COUNT: u64 = 200;

/// After how many of them is said how far it has come.
const SAID_EVERY: u64 = 500;

/// What becomes of a sequence.
fn run(seed: u64, steps: &[Step]) -> Kept {
    let run = || {
        let mut world = World::new(seed)?;
        for (index, step) in steps.iter().enumerate() {
            world.take(*step).map_err(|broken| format!("step {}: {broken}", index + 1))?;
        }
        world.end().map_err(|broken| format!("at the end: {broken}"))
    };
    catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| Err("a panic".to_owned()))
}

fn number(variable: &str) -> Option<u64> {
    env::var(variable).ok().map(|text| text.parse().unwrap())
}

/// Says something at once, which the harness keeps to itself otherwise.
fn say(text: &str) {
    writeln!(std::io::stderr(), "{text}").unwrap();
}

#[test]
fn whatever_happens_in_whatever_order_no_promise_is_broken() {
    let (first, wished) = (number("PARIDAD_SEQUENCES_SEED").unwrap_or(1), number("PARIDAD_SEQUENCES"));
    let (began, of) = (Instant::now(), wished.unwrap_or(COUNT));
    for (done, seed) in (1..=of).zip(first..) {
        let steps = op::sequence(seed);
        if let Err(broken) = run(seed, &steps) {
            say(&format!("seed {seed} breaks a promise: {broken}\nshrinking {} steps", steps.len()));
            let short = shrink::shrink(steps, |steps| run(seed, steps).is_err());
            let broken = run(seed, &short).unwrap_err();
            panic!("{broken}\nafter {short:#?}\nagain: cargo xtask sequences --seed {seed} --count 1");
        }
        if wished.is_some() && (done == of || done % SAID_EVERY == 0) {
            let each = began.elapsed().as_secs_f64() / done as f64;
            say(&format!("{done} of {of} sequences, seeds {first} to {seed}: {each:.3} s each"));
        }
    }
}

/// Sequences that broke a promise once.
#[test]
fn what_broke_a_promise_once_breaks_none_any_more() {
    let plain = |op| Step { op, fault: None };
    let verdict = Verdict::Correct(Rate::Near);
    for steps in [
        // Two rates of one day, which a precedent corrects alike.
        vec![Op::Odd(Odd::Conflicting), Op::Propose { held: 0, verdict, actor: Actor::Nobody }],
        // A challenger that nobody has promoted.
        vec![Op::Challenge { recipe: 0 }, Op::Rollback { version: 0 }],
        // A file that returns to what it held before.
        [1, 2, 1].map(|content| Op::Drop { content, is_sound: true }).to_vec(),
        // A day that was taken out and comes again.
        vec![
            Op::Pull(Rate::Fair),
            Op::TakeOut { batch: 0, meanwhile: None },
            Op::Revise { back: 0, rate: Rate::Fair },
        ],
    ] {
        let broken = run(1, &steps.iter().copied().map(plain).collect::<Vec<_>>());
        assert_eq!(broken, Ok(()), "{steps:?}");
    }
}
