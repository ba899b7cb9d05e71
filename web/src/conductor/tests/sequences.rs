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
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
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
    if let Some((seed, broken)) = first_broken(first, wished.unwrap_or(COUNT), wished.is_some()) {
        let steps = op::sequence(seed);
        say(&format!("seed {seed} breaks a promise: {broken}\nshrinking {} steps", steps.len()));
        let short = shrink::shrink(steps, |steps| run(seed, steps).is_err());
        let broken = run(seed, &short).unwrap_err();
        panic!("{broken}\nafter {short:#?}\nagain: cargo xtask sequences --seed {seed} --count 1");
    }
}

/// Runs as many sequences from a seed on, on every core one at a time, and gives the lowest seed that breaks a promise: seeds are
/// begun in their order, and each that was begun is run to its end.
fn first_broken(first: u64, of: u64, is_said: bool) -> Option<(u64, String)> {
    let (began, next, done, is_broken) =
        (Instant::now(), AtomicU64::new(0), AtomicU64::new(0), AtomicBool::new(false));
    let work = || {
        while !is_broken.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= of {
                break;
            }
            let seed = first + index;
            if let Err(broken) = run(seed, &op::sequence(seed)) {
                is_broken.store(true, Ordering::Relaxed);
                return Some((seed, broken));
            }
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            if is_said && (done == of || done.is_multiple_of(SAID_EVERY)) {
                let each = began.elapsed().as_secs_f64() / done as f64;
                say(&format!("{done} of {of} sequences, from seed {first} on: {each:.3} s each"));
            }
        }
        None
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().filter_map(|worker| worker.join().unwrap()).min()
    })
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
