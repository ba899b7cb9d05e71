//! The text of a catalogue.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paridad_fuzz::catalogue(bytes));
