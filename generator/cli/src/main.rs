//! The entry point of `openapi-rust`.

use std::process::ExitCode;

/// A generation takes and gives back millions of small pieces of memory: with the system's allocator a third longer.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    openapi_rust::main()
}
