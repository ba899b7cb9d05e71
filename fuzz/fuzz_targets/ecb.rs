//! What the ECB sends, in each of its forms.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paridad_fuzz::ecb(bytes));
