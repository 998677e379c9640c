//! The server that all clients talk to.

fn main() -> Result<(), bench_programs::BoxError> {
    bench_programs::server::run()
}
