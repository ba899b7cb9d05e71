//! Native and WASM give the same bits.

use super::history::{LAST_DAYS, whole};
use anyhow::Context;
use paridad_engine::forecaster::{Event, Forecaster};
use paridad_engine::recipe::Recipe;
use paridad_engine::snapshot::encode;
use paridad_engine::time::horizon::ANCHORS;
use paridad_tests::history;
use std::path::{Path, PathBuf};
use wasmi::{Engine, ExternType, Instance, Linker, Module, Store};

const INPUTS: u32 = 100_000;
const CHUNK: u32 = 5_000;

#[test]
fn the_door_to_transcendental_functions_gives_the_same_bits() -> anyhow::Result<()> {
    let mut module = ParityModule::load()?;
    for first in (0..INPUTS).step_by(CHUNK as usize) {
        let native = paridad_parity::num_digest(first, CHUNK);
        let wasm = module.num_digest(first, CHUNK)?;
        assert_eq!(native, wasm, "inputs {first} to {}", first + CHUNK - 1);
    }
    Ok(())
}

/// An interpreter is some fifty times slower than the processor, so it runs the two ends of the real history: how learning
/// begins, and half a year from the state that the whole history before it has left.
const FIRST_DAYS: usize = 400;

#[test]
fn learning_from_nothing_gives_the_same_bits() -> anyhow::Result<()> {
    let mut history = History::new()?;
    for day in history::events()?.into_iter().skip_while(|day| !has_peso(day)).take(FIRST_DAYS) {
        history.learn(day)?;
    }
    assert!(history.refits() > 0, "the first refits are among them");
    let spoken = same_bits(&postcard::to_allocvec(&(None::<Start>, history.events))?)?;
    assert!(spoken > 2_500, "{spoken} forecasts");
    Ok(())
}

#[test]
fn learning_on_from_the_whole_real_history_gives_the_same_bits() -> anyhow::Result<()> {
    let mut events = history::events()?;
    let mut history = History { forecaster: whole()?.before_the_last.clone(), events: Vec::new() };
    let snapshot = encode(&history.forecaster);
    let parts: Vec<Vec<u8>> = snapshot.parts.into_iter().map(|part| part.bytes).collect();
    for day in events.split_off(events.len() - LAST_DAYS) {
        history.learn(day)?;
    }
    assert!(history.refits() > 1, "two refits and the origins that waited for them are among them");
    let spoken = same_bits(&postcard::to_allocvec(&(Some((snapshot.manifest, parts)), history.events))?)?;
    assert_eq!(usize::try_from(spoken)?, LAST_DAYS * ANCHORS.len());
    Ok(())
}

/// Whether the peso is among a day's values: other currencies were published years before it.
fn has_peso(day: &Event) -> bool {
    let Event::Observed(observations) = day else { return false };
    observations.iter().any(|observation| observation.series.as_str() == "ecb.eur.mxn")
}

/// Where a stretch begins: the manifest of a snapshot with its parts.
type Start = (Vec<u8>, Vec<Vec<u8>>);

/// A history learned natively, with the refits that came between its days as events.
struct History {
    forecaster: Forecaster,
    events: Vec<Event>,
}

impl History {
    fn new() -> anyhow::Result<Self> {
        Ok(Self { forecaster: Forecaster::new(Recipe::ecb_cross("mxn")?), events: Vec::new() })
    }

    /// Learns a day. Refits are native alone: their answers are recorded, and the module is given what came of them.
    fn learn(&mut self, day: Event) -> anyhow::Result<()> {
        self.apply(day);
        while self.forecaster.is_waiting() {
            for (request, job) in self.forecaster.jobs() {
                self.apply(Event::Fitted { request, fitted: paridad_refit::refit(&job)? });
            }
        }
        Ok(())
    }

    fn apply(&mut self, event: Event) {
        self.forecaster.apply(&event);
        self.events.push(event);
    }

    fn refits(&self) -> usize {
        self.events.iter().filter(|event| matches!(event, Event::Fitted { .. })).count()
    }
}

/// Runs a stretch natively and in the interpreter; the number of forecasts, whose bits are the same.
fn same_bits(stretch: &[u8]) -> anyhow::Result<u32> {
    let mut module = ParityModule::load()?;
    for chunk in stretch.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        let (word, bytes) = (u64::from_le_bytes(word), u32::try_from(chunk.len())?);
        paridad_parity::feed(word, bytes);
        module.call::<(u64, u32), ()>("feed", (word, bytes))?;
    }
    let native = paridad_parity::replay();
    assert_eq!(native, module.call::<(), u32>("replay", ())?, "forecasts");
    for word in 0..4 {
        let wasm = module.call::<u32, u64>("replay_digest", word)?;
        assert_eq!(paridad_parity::replay_digest(word), wasm, "word {word} of the hash");
    }
    Ok(native)
}

#[test]
fn the_digest_sees_every_input() {
    let digests =
        [(0, 10), (0, 11), (1, 10), (10, 10)].map(|(first, count)| paridad_parity::num_digest(first, count));
    for (place, digest) in digests.iter().enumerate() {
        assert!(!digests[..place].contains(digest), "digest {place} repeats an earlier one");
    }
}

/// The parity module, in an interpreter.
struct ParityModule {
    store: Store<()>,
    instance: Instance,
}

impl ParityModule {
    fn load() -> anyhow::Result<Self> {
        let bytes = std::fs::read(module_path()).context("no parity module: run `cargo xtask test`")?;
        let engine = Engine::default();
        let module = Module::new(&engine, bytes)?;
        let mut linker = Linker::new(&engine);
        for import in module.imports() {
            // Numbers go in and out without any help from JavaScript: a call for it is a failure.
            let ExternType::Func(signature) = import.ty() else {
                continue;
            };
            let name = import.name().to_owned();
            linker.func_new(import.module(), import.name(), signature.clone(), move |_, _, _| {
                Err(wasmi::Error::new(format!("the module called {name}")))
            })?;
        }
        let mut store = Store::new(&engine, ());
        let instance = linker.instantiate_and_start(&mut store, &module)?;
        Ok(Self { store, instance })
    }

    fn num_digest(&mut self, first: u32, count: u32) -> anyhow::Result<u64> {
        self.call("num_digest", (first, count))
    }

    fn call<P: wasmi::WasmParams, R: wasmi::WasmResults>(
        &mut self,
        name: &str,
        values: P,
    ) -> anyhow::Result<R> {
        let function = self.instance.get_typed_func::<P, R>(&self.store, name)?;
        Ok(function.call(&mut self.store, values)?)
    }
}

fn module_path() -> PathBuf {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/parity.wasm");
    std::env::var_os("PARIDAD_PARITY_WASM").map_or(built, PathBuf::from)
}
