//! How Banxico describes its series.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paridad_fuzz::banxico_metadata(bytes));
