//! What Cboe sends.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paridad_fuzz::public("cboe", &["text/csv"], bytes));
