//! `cargo +nightly fuzz run bank -- -max_total_time=600` from the root; the corpus in `fuzz/corpus/bank` is kept.
#![no_main]

use libfuzzer_sys::fuzz_target;
use panelkit_fuzz as laws;

fuzz_target!(init: laws::bounds::let_caught_panics_pass(), |data: &[u8]| laws::bank(data));
