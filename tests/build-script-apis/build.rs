//! Generates the modules below `OUT_DIR`.

fn main() -> Result<(), String> {
    let out = std::env::var("OUT_DIR").map_err(|error| error.to_string())?;
    openapi_rust::build("spec/regen.toml", out).map_err(|error| error.to_string())
}
