//! What Banxico says when it sends no data.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paridad_fuzz::banxico_fault(bytes));
