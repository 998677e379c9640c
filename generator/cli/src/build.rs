//! For build scripts: modules below `OUT_DIR`, for those who do not commit what is generated.

use std::path::Path;

use crate::error::Result;
use crate::inputs::{Inputs, Settings, Source};
use crate::make::{self, Generated, Target};
use crate::terminal::{MessageFormat, println};

/// Writes the modules of the crate that a configuration describes below a folder, and tells cargo which files they depend
/// on. What is found in the document is told as warnings.
///
/// A build script gives it `OUT_DIR`. The crate's root has `include!(concat!(env!("OUT_DIR"), "/src/lib.rs"));`, and its
/// manifest the features and dependencies of the one that `regen` writes.
///
/// # Errors
/// The configuration or the document is at fault, or a file cannot be read or written. The error's text is what `regen`
/// would print.
pub fn build(config: impl AsRef<Path>, folder: impl AsRef<Path>) -> Result<()> {
    let config = config.as_ref();
    // Also where it cannot be read.
    depends_on(config);
    let mut inputs = Inputs::of(Settings::read(Source::given(config))?)?;
    let name = std::env::var("CARGO_PKG_NAME").ok();
    inputs.configure(|config| {
        config.output.included = true;
        // The crate that is being built: examples in documentation name it.
        config.package.name = name.clone().or(config.package.name.take());
    });
    let documents = inputs.documents.iter().map(|document| document.name.as_str());
    for name in inputs.settings().flat_map(|settings| settings.names()).chain(documents) {
        depends_on(Path::new(name));
    }
    let Generated { mut output, siblings, mut told } = make::generate(&inputs, MessageFormat::Cargo)?;
    told.print();
    for name in siblings {
        depends_on(Path::new(&name));
    }
    // The rest of a crate is for those who commit it.
    output.files.retain(|path, _| path.starts_with("src/"));
    // Nobody edits what is there.
    make::write(&Target::given(folder.as_ref()), &output, true)?;
    Ok(())
}

fn depends_on(path: &Path) {
    if let Some(line) = dependency(path) {
        println(format_args!("{line}"));
    }
}

/// What cargo is told. A name with a line break would tell it more, and no other tells it of such a file.
fn dependency(path: &Path) -> Option<String> {
    let path = path.display().to_string();
    (!path.contains(char::is_control)).then(|| format!("cargo::rerun-if-changed={path}"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::dependency;

    #[test]
    fn a_name_of_a_file_tells_cargo_nothing_else() {
        let told = |name: &str| dependency(Path::new(name));
        assert_eq!(told("spec/a b.yaml").as_deref(), Some("cargo::rerun-if-changed=spec/a b.yaml"));
        assert_eq!(told("a\ncargo::rustc-env=A=b.yaml"), None);
        assert_eq!(told("a\rb.yaml"), None);
    }
}
