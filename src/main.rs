//! The binary: runs the command line and returns its exit code.

#![forbid(unsafe_code)]

/// Most of a command's time goes into many small texts, which this allocator hands out faster than those of the C
/// libraries do, that of a static binary above all.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    panelkit::cli::main()
}
