//! A Parquet file that was dropped.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paridad_fuzz::parquet_file(bytes));
