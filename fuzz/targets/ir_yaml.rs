#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| specwright_fuzz::run("ir_yaml", data));
