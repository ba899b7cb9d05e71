//! From a sequence that fails to a short one that still does.

use super::op::Step;

/// How often a sequence is tried anew, at most.
const TRIES_MAX: usize = 2_000;

/// The shortest sequence that was found to fail, beginning with one that does.
pub(super) fn shrink(mut steps: Vec<Step>, fails: impl Fn(&[Step]) -> bool) -> Vec<Step> {
    let mut tries = 0;
    let mut fails = |steps: &[Step]| {
        tries += 1;
        tries <= TRIES_MAX && fails(steps)
    };
    loop {
        let before = steps.clone();
        leave_out(&mut steps, &mut fails);
        simplify(&mut steps, &mut fails);
        if steps == before {
            return steps;
        }
    }
}

/// Leaves out runs of steps, the long ones first.
fn leave_out(steps: &mut Vec<Step>, fails: &mut impl FnMut(&[Step]) -> bool) {
    let mut length = steps.len() / 2;
    while length > 0 {
        let mut first = 0;
        while first + length <= steps.len() {
            let mut fewer = steps.clone();
            fewer.drain(first..first + length);
            if fails(&fewer) {
                *steps = fewer;
            } else {
                first += 1;
            }
        }
        length /= 2;
    }
}

/// Puts a simpler step in the place of each.
fn simplify(steps: &mut Vec<Step>, fails: &mut impl FnMut(&[Step]) -> bool) {
    for place in 0..steps.len() {
        for simpler in steps[place].simpler() {
            let mut changed = steps.clone();
            changed[place] = simpler;
            if fails(&changed) {
                *steps = changed;
                break;
            }
        }
    }
}
