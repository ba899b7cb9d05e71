//! The values that Banxico sends.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paridad_fuzz::banxico(bytes));
