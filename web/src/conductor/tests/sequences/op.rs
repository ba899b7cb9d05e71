//! What may happen to a conductor: steps that mean something in any state, so that any of them can be left out.

use super::disk::Failure;
use super::random::Random;

/// A step of a sequence. A number that names one of several things is taken modulo how many there are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Step {
    pub(super) op: Op,
    /// What befalls the disk meanwhile, after so many of its operations.
    pub(super) fault: Option<(Failure, u16)>,
}

/// Something that is asked of a conductor, or comes to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Op {
    /// The rates of the next day come.
    Pull(Rate),
    /// A day passes of which nothing comes.
    Skip,
    /// The rates of an earlier day come again, or late.
    Revise { back: u8, rate: Rate },
    /// The rates of a day come that is none, or not yet, or twice.
    Odd(Odd),
    /// A value of the bank's own comes, of an earlier day, with or without its moment.
    Own { series: Own, back: u8, value: u8, says_when: bool },
    /// A file is dropped whose content came before, or did not; what it must satisfy it may not.
    Drop { content: u8, is_sound: bool },
    /// Somebody decides on a value that is or was held.
    Decide { held: u8, verdict: Verdict, actor: Actor },
    /// Somebody wants the same for all values like one that is held.
    Propose { held: u8, verdict: Verdict, actor: Actor },
    /// Somebody else wants it too.
    Agree { precedent: u8, actor: Actor },
    /// Somebody ends it.
    Revoke { precedent: u8, actor: Actor },
    /// A batch is taken out of history.
    TakeOut { batch: u8, meanwhile: Option<Meanwhile> },
    /// A batch is put back into history, if it is out.
    PutBack { batch: u8, meanwhile: Option<Meanwhile> },
    /// Another recipe is replayed beside the one that speaks.
    Challenge { recipe: u8 },
    /// A version is made to speak and to learn on, if it may.
    Promote { version: u8, meanwhile: Option<Meanwhile> },
    /// An earlier version speaks again, if it may.
    Rollback { version: u8 },
    /// The newest learned version speaks again.
    Resume,
    /// What an origin to come waits for is refitted behind the scenes.
    Refit,
    /// The program ends and starts again.
    Restart,
}

/// What happens while a decision is learned beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meanwhile {
    /// The rates of an earlier day come again, or late.
    Revise(Rate),
    /// A value of the bank's own comes.
    Own,
    /// Another batch is taken out of history, or the same.
    TakeOut { batch: u8 },
    /// A version is made to speak and to learn on, if it may.
    Promote { version: u8 },
    /// An earlier version speaks again, if it may.
    Rollback { version: u8 },
    /// The newest learned version speaks again.
    Resume,
    /// What an origin to come waits for is refitted behind the scenes.
    Refit,
}

impl Meanwhile {
    pub(super) fn op(self) -> Op {
        match self {
            Self::Revise(rate) => Op::Revise { back: 0, rate },
            Self::Own => Op::Own { series: Own::High, back: 0, value: 0, says_when: false },
            Self::TakeOut { batch } => Op::TakeOut { batch, meanwhile: None },
            Self::Promote { version } => Op::Promote { version, meanwhile: None },
            Self::Rollback { version } => Op::Rollback { version },
            Self::Resume => Op::Resume,
            Self::Refit => Op::Refit,
        }
    }
}

/// How the peso's rate comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rate {
    /// As it is.
    Fair,
    /// A thousandth higher.
    Near,
    /// Ten times what it is.
    Wild,
}

impl Rate {
    pub(super) fn factor(self) -> f64 {
        match self {
            Self::Fair => 1.0,
            Self::Near => 1.001,
            Self::Wild => 10.0,
        }
    }
}

/// A day whose rates should not come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Odd {
    /// A Saturday.
    Closed,
    /// The day after the next.
    Future,
    /// The next day, with two rates of the peso.
    Conflicting,
}

/// A series of the bank's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    /// One leg of the carry, which recipes read.
    High,
    /// The other.
    Low,
    /// One that no recipe reads.
    Unread,
}

/// What somebody wants to become of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Accept,
    Correct(Rate),
    Reject,
    /// What was rejected waits again.
    Reopen,
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Actor {
    Nobody,
    Ana,
    Luis,
}

impl Actor {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Nobody => paridad_store::ANONYMOUS,
            Self::Ana => "ana",
            Self::Luis => "luis",
        }
    }
}

/// The most steps of a sequence.
const STEPS_MAX: u64 = 24;

/// The sequence of a seed.
pub(super) fn sequence(seed: u64) -> Vec<Step> {
    let mut random = Random(seed);
    let count = 4 + random.below(STEPS_MAX - 3);
    (0..count).map(|_| step(&mut random)).collect()
}

fn step(random: &mut Random) -> Step {
    let op = op(random);
    let failure = match random.below(100) {
        0..8 => Failure::PowerCut,
        8..14 => Failure::Full,
        14..18 => Failure::StaysFull,
        _ => return Step { op, fault: None },
    };
    // Most writes are of some dozens of operations, and a challenger's are of hundreds.
    let most = [8, 40, 160][index(random, 3)];
    Step { op, fault: Some((failure, small(random, most).into())) }
}

fn op(random: &mut Random) -> Op {
    let (any, held) = (small(random, 250), small(random, 6));
    match random.below(100) {
        0..26 => Op::Pull(rate(random)),
        26..29 => Op::Skip,
        29..36 => Op::Revise { back: small(random, 4), rate: rate(random) },
        36..39 => Op::Odd([Odd::Closed, Odd::Future, Odd::Conflicting][index(random, 3)]),
        39..46 => Op::Own {
            series: [Own::High, Own::Low, Own::Unread][index(random, 3)],
            back: small(random, 4),
            value: small(random, 3),
            says_when: random.chance(30),
        },
        46..52 => Op::Drop { content: small(random, 3), is_sound: random.chance(80) },
        52..66 => Op::Decide { held, verdict: verdict(random), actor: actor(random) },
        66..70 => Op::Propose { held, verdict: verdict(random), actor: actor(random) },
        70..73 => Op::Agree { precedent: small(random, 2), actor: actor(random) },
        73..75 => Op::Revoke { precedent: small(random, 2), actor: actor(random) },
        75..78 => Op::TakeOut { batch: small(random, 6), meanwhile: meanwhile(random) },
        78..80 => Op::PutBack { batch: small(random, 3), meanwhile: meanwhile(random) },
        80..84 => Op::Challenge { recipe: small(random, 3) },
        84..88 => Op::Promote { version: small(random, 4), meanwhile: meanwhile(random) },
        88..91 => Op::Rollback { version: any },
        91..93 => Op::Resume,
        93..95 => Op::Refit,
        _ => Op::Restart,
    }
}

/// Half of the decisions are learned undisturbed.
fn meanwhile(random: &mut Random) -> Option<Meanwhile> {
    Some(match random.below(16) {
        0..2 => Meanwhile::Revise(rate(random)),
        2 => Meanwhile::Own,
        3 => Meanwhile::TakeOut { batch: small(random, 6) },
        4 => Meanwhile::Promote { version: small(random, 4) },
        5 => Meanwhile::Rollback { version: small(random, 250) },
        6 => Meanwhile::Resume,
        7 => Meanwhile::Refit,
        _ => return None,
    })
}

fn rate(random: &mut Random) -> Rate {
    [Rate::Fair, Rate::Fair, Rate::Fair, Rate::Near, Rate::Wild][index(random, 5)]
}

fn verdict(random: &mut Random) -> Verdict {
    match random.below(10) {
        0..5 => Verdict::Accept,
        5..7 => Verdict::Correct(rate(random)),
        7 => Verdict::Reopen,
        _ => Verdict::Reject,
    }
}

fn actor(random: &mut Random) -> Actor {
    [Actor::Nobody, Actor::Ana, Actor::Ana, Actor::Luis, Actor::Luis][index(random, 5)]
}

fn index(random: &mut Random, count: u64) -> usize {
    usize::try_from(random.below(count)).unwrap()
}

fn small(random: &mut Random, count: u64) -> u8 {
    u8::try_from(random.below(count)).unwrap()
}

impl Step {
    /// Steps that do less, the least first.
    pub(super) fn simpler(self) -> Vec<Self> {
        let mut simpler = Vec::new();
        if let Some((failure, after)) = self.fault {
            simpler.push(Self { fault: None, ..self });
            simpler.extend(
                [0, after / 2]
                    .into_iter()
                    .filter(|less| *less < after)
                    .map(|less| Self { fault: Some((failure, less)), ..self }),
            );
        }
        simpler.extend(self.op.simpler().into_iter().map(|op| Self { op, ..self }));
        simpler
    }
}

impl Op {
    fn simpler(self) -> Vec<Self> {
        let fair = |rate: Rate| (rate != Rate::Fair).then_some(Rate::Fair);
        match self {
            Self::Pull(rate) => fair(rate).map(Self::Pull).into_iter().collect(),
            Self::Revise { back, rate } => {
                let nearer = (back > 0).then_some(Self::Revise { back: 0, rate });
                fair(rate).map(|rate| Self::Revise { back, rate }).into_iter().chain(nearer).collect()
            }
            Self::Odd(_) | Self::Skip => vec![Self::Pull(Rate::Fair)],
            Self::Own { series, back, value, says_when } => {
                let plain = Self::Own { series, back: 0, value, says_when: false };
                let first = Self::Own { series, back, value: 0, says_when };
                [plain, first].into_iter().filter(|simpler| *simpler != self).collect()
            }
            Self::Drop { content, .. } if self != Self::Drop { content, is_sound: true } => {
                vec![Self::Drop { content, is_sound: true }]
            }
            Self::TakeOut { batch, meanwhile: Some(_) } => vec![Self::TakeOut { batch, meanwhile: None }],
            Self::PutBack { batch, meanwhile: Some(_) } => vec![Self::PutBack { batch, meanwhile: None }],
            Self::Promote { version, meanwhile: Some(_) } => vec![Self::Promote { version, meanwhile: None }],
            Self::Decide { held, verdict: Verdict::Correct(_), actor } => {
                vec![Self::Decide { held, verdict: Verdict::Accept, actor }]
            }
            _ => Vec::new(),
        }
    }
}
