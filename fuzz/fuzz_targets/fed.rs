//! What the Federal Reserve sends.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paridad_fuzz::public("fed", &["text/csv"], bytes));
