//! Everything that is tested from outside, in one binary.

// A test that can't go on has to fail, in a helper as well.
#![allow(clippy::unwrap_used)]

mod bank;
mod topics;
