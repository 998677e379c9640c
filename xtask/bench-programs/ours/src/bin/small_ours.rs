//! `small` with `Ours`.

fn main() -> Result<(), bench_programs::BoxError> {
    bench_programs::small::run::<ours_programs::Ours>()
}
