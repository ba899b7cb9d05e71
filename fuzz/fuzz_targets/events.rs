//! A calendar of what is scheduled.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paridad_fuzz::events(bytes));
