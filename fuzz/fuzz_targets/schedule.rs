//! A text that changes the schedule.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paridad_fuzz::schedule(bytes));
