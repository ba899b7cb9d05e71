//! A file with the bank's own series.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paridad_fuzz::csv_file(bytes));
