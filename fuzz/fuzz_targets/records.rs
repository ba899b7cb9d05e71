//! The records of an endpoint.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paridad_fuzz::records(bytes));
