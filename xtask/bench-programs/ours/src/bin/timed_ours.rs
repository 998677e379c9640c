//! `timed` with `Ours`.

fn main() -> Result<(), bench_programs::BoxError> {
    bench_programs::timed::run::<ours_programs::Ours>()
}
