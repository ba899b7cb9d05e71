//! The text that declares the bank's own sources.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paridad_fuzz::sources(bytes));
