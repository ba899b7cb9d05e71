//! What the US Treasury sends: its feed and its table.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| paridad_fuzz::public(
    "ustreasury",
    &["text/xml", "text/csv"],
    bytes
));
