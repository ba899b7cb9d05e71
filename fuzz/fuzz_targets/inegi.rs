//! What INEGI sends: values, descriptions and refusals.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paridad_fuzz::inegi(bytes));
