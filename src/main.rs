//! The binary: runs the command line and returns its exit code.

#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    panelkit::cli::main()
}
