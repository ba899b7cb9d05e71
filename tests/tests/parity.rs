//! Native and WASM give the same bits.

use anyhow::Context;
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

#[test]
fn every_forecast_and_contribution_of_the_real_history_has_the_same_bits() -> anyhow::Result<()> {
    let events = postcard::to_allocvec(&history::events()?)?;
    let mut module = ParityModule::load()?;
    for chunk in events.chunks(8) {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        let (word, bytes) = (u64::from_le_bytes(word), u32::try_from(chunk.len())?);
        paridad_parity::feed(word, bytes);
        module.call::<(u64, u32), ()>("feed", (word, bytes))?;
    }
    let native = paridad_parity::replay();
    assert!(native > 30_000, "{native} forecasts");
    assert_eq!(native, module.call::<(), u32>("replay", ())?);
    for word in 0..4 {
        let wasm = module.call::<u32, u64>("replay_digest", word)?;
        assert_eq!(paridad_parity::replay_digest(word), wasm, "word {word} of the hash");
    }
    Ok(())
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
