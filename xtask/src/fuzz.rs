//! Fuzzes the parsers: builds every target with counters of coverage, by stable Rust alone, and runs each for a while.

mod options;
mod outcome;

pub(crate) use options::Options;

use crate::toolchain;
use crate::workspace::{self, Workspace};
use anyhow::{Context, anyhow, bail};
use outcome::Outcome;
use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::num::NonZero;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Instant;

/// What cargo-fuzz passes to the compiler with `--sanitizer none`; the profile of `fuzz/` turns on the checks.
const FLAGS: [&str; 6] = [
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// Inputs of 16 kB at most, 10 s and 1 GiB for each: a parser that needs more is broken too.
const LIMITS: [&str; 4] = ["-max_len=16384", "-timeout=10", "-rss_limit_mb=1024", "-print_final_stats=1"];

/// A bounded run that does no more than read its seeds has found nothing out.
const RUNS_MIN: u64 = 1_000;

/// Answers that were recorded, beside the repository; never part of it.
const RECORDED: &str = "../shared/fixtures";

/// How the targets fared.
#[derive(Default)]
pub(crate) struct Fuzzed {
    pub(crate) passed: u64,
    pub(crate) failed: Vec<String>,
}

impl Fuzzed {
    /// An error that names the targets that failed, if any did.
    pub(crate) fn result(&self) -> anyhow::Result<()> {
        if self.failed.is_empty() { Ok(()) } else { bail!("fuzzing failed: {}", self.failed.join(", ")) }
    }
}

/// Builds all targets, then runs those that are wanted, as many at once as there are cores.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<Fuzzed> {
    let wanted = wanted(targets(workspace)?, options)?;
    toolchain::ensure_cpp_compiler()?;
    workspace::run(&mut cargo(workspace, "build")?)?;
    if !workspace.root.join(RECORDED).is_dir() {
        eprintln!("NOT THERE: {RECORDED}, the recorded answers; targets begin with their seeds alone");
    }
    let queue = Mutex::new(wanted.into_iter());
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let workers: Vec<_> =
            (0..cores).map(|_| scope.spawn(|| fuzz_what_waits(workspace, &queue, options))).collect();
        let mut all = Fuzzed::default();
        for worker in workers {
            let Fuzzed { passed, failed } = worker.join().map_err(|_| anyhow!("fuzzing panicked"))??;
            all.passed += passed;
            all.failed.extend(failed);
        }
        Ok(all)
    })
}

/// Fuzzes one target after the other, as long as one waits.
fn fuzz_what_waits(
    workspace: &Workspace,
    queue: &Mutex<impl Iterator<Item = String>>,
    options: &Options,
) -> anyhow::Result<Fuzzed> {
    let mut fuzzed = Fuzzed::default();
    while let Some(name) = next(queue) {
        if is_passed(workspace, &name, options)? {
            fuzzed.passed += 1;
        } else {
            fuzzed.failed.push(name);
        }
    }
    Ok(fuzzed)
}

fn next(queue: &Mutex<impl Iterator<Item = String>>) -> Option<String> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).next()
}

/// Fuzzes one target, and says how it fared.
fn is_passed(workspace: &Workspace, name: &str, options: &Options) -> anyhow::Result<bool> {
    let outcome = fuzz(workspace, name, options)?;
    let passed = outcome.is_passed(options.is_bounded().then_some(RUNS_MIN));
    if passed {
        println!("fuzz {name}: {outcome}");
    } else {
        let binary = binary(workspace, name)?;
        eprintln!("{}\nfuzz {name}: FAILED after {outcome}", outcome.end());
        if let Some(artifact) = &outcome.artifact {
            eprintln!("the input is {artifact}; run it again: {} {artifact}", binary.display());
        }
    }
    Ok(passed)
}

/// Lints the targets, with what `arguments` say to clippy.
pub(crate) fn lint(workspace: &Workspace, arguments: &[&str]) -> anyhow::Result<()> {
    toolchain::ensure_cpp_compiler()?;
    workspace::run(cargo(workspace, "clippy")?.args(arguments))
}

/// A command of cargo on all targets. An explicit target keeps the flags away from build scripts.
fn cargo(workspace: &Workspace, word: &str) -> anyhow::Result<Command> {
    let mut cargo = workspace.cargo(word);
    cargo
        .args(["--release", "--manifest-path", "fuzz/Cargo.toml", "--target", &toolchain::host()?])
        .arg("--target-dir")
        .arg(folder(workspace))
        .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"));
    Ok(cargo)
}

fn folder(workspace: &Workspace) -> PathBuf {
    workspace.target.join("fuzz")
}

fn binary(workspace: &Workspace, name: &str) -> anyhow::Result<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    Ok(folder(workspace).join(toolchain::host()?).join("release").join(file))
}

/// The targets, in the order of their names: a file each.
fn targets(workspace: &Workspace) -> anyhow::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(workspace.root.join("fuzz/fuzz_targets"))? {
        let path = entry?.path();
        names.push(path.file_stem().unwrap_or_default().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn wanted(all: Vec<String>, options: &Options) -> anyhow::Result<Vec<String>> {
    let Some(only) = &options.target else { return Ok(all) };
    if !all.contains(only) {
        bail!("a target must be one of {}, got {only:?}", all.join(", "));
    }
    Ok(vec![only.clone()])
}

/// Runs one target from its seeds and the recorded answers; what it finds worth keeping goes to a folder of its own.
fn fuzz(workspace: &Workspace, name: &str, options: &Options) -> anyhow::Result<Outcome> {
    let (corpus, artifacts) =
        (folder(workspace).join("corpus").join(name), folder(workspace).join("artifacts").join(name));
    if corpus.exists() {
        fs::remove_dir_all(&corpus)?;
    }
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&artifacts)?;
    let seeds = workspace.root.join("fuzz/seeds").join(name);
    if !seeds.is_dir() {
        bail!("fuzz/seeds/{name} is missing: write some small inputs for this target");
    }
    // What `banxico_metadata` reads was recorded in `banxico`.
    let source = name.split('_').next().unwrap_or(name);
    let recorded = Some(workspace.root.join(RECORDED).join(source)).filter(|folder| folder.is_dir());
    let mut command = Command::new(binary(workspace, name)?);
    command
        .args(LIMITS)
        .args(options.arguments())
        .arg(format!("-artifact_prefix={}/", artifacts.display()))
        .arg(corpus)
        .arg(seeds)
        .args(recorded);
    watch(&mut command)
}

/// Runs libFuzzer to its end and reads what it says.
fn watch(command: &mut Command) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    let stderr = child.stderr.take().context("libFuzzer's output is not there to be read")?;
    let mut outcome = Outcome::default();
    for line in BufReader::new(stderr).split(b'\n') {
        outcome.read(&String::from_utf8_lossy(&line?));
    }
    outcome.time = start.elapsed();
    outcome.has_failed = !child.wait()?.success();
    Ok(outcome)
}
