#![no_main]

use ses_dkim_codec_tests::laws::targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    targets::reply(bytes);
});
