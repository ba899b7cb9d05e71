//! What programs push, in both of its forms.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paridad_fuzz::push(bytes));
