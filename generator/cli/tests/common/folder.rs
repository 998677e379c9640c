//! A folder that becomes a project, and the scripts of its workflows, run as the forge runs them.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

pub const DOCUMENT: &str = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths:\n  /pets:\n    get:\n      operationId: listPets\n      responses: {'200': {description: Pets., content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}\ncomponents:\n  schemas:\n    Pet:\n      type: object\n      properties:\n        name: {type: string}\n";
pub const ADDED: (&str, &str) =
    ("name: {type: string}", "name: {type: string}\n        age: {type: integer}");
pub const BROKEN: (&str, &str) = ("name: {type: string}", "name: {type: integer}");

/// A folder in a repository of its own, for `init`.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.git(&["init", "--quiet", "--initial-branch=trunk"]);
        folder
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn edit(&self, (from, to): (&str, &str)) {
        self.write("pets.yaml", &DOCUMENT.replace(from, to));
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]);
        let done = command.args(arguments).current_dir(self.0.path()).env_remove("GIT_DIR").output().unwrap();
        assert!(done.status.success(), "{arguments:?}: {done:?}");
        String::from_utf8(done.stdout).unwrap().trim().to_owned()
    }

    pub fn commit(&self) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "--quiet", "--message", "A step"]);
    }

    /// Runs a program in the folder. Cargo is a program that does nothing: nothing is fetched or compiled here.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.0.path()).env_remove("GIT_DIR").env("CARGO", "true");
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(env!("CARGO_BIN_EXE_openapi-rust")).args(arguments).output().unwrap()
    }

    /// `init` of a document that comes from standard input.
    pub fn pipe(&self, document: &str) -> Output {
        let mut command = self.command(env!("CARGO_BIN_EXE_openapi-rust"));
        command.args(["init", "--spec", "-"]).stdin(Stdio::piped());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(document.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }

    /// What git does not know yet, with all folders.
    pub fn added(&self) -> String {
        self.git(&["status", "--porcelain", "--untracked-files=all"])
    }

    pub fn succeed(&self, arguments: &[&str]) -> String {
        let done = self.run(arguments);
        assert_eq!(done.status.code(), Some(0), "{arguments:?}: {done:?}");
        String::from_utf8(done.stdout).unwrap()
    }

    /// A project of the document, committed.
    pub fn project(arguments: &[&str]) -> Self {
        let folder = Self::new();
        folder.write("pets.yaml", DOCUMENT);
        folder.succeed(&[&["init", "--spec", "pets.yaml"], arguments].concat());
        folder.commit();
        folder
    }

    /// The script of a step of a workflow, as it stands.
    pub fn script(&self, workflow: &str, step: &str) -> String {
        let text = self.read(&format!(".github/workflows/{workflow}"));
        let workflow: Value = serde_yaml::from_str(&text).unwrap();
        let jobs = workflow["jobs"].as_object().unwrap().values();
        let mut steps = jobs.flat_map(|job| job["steps"].as_array().unwrap());
        let found = steps.find(|found| found["name"].as_str().is_some_and(|name| name.starts_with(step)));
        found.unwrap_or_else(|| panic!("no step {step}"))["run"].as_str().unwrap().to_owned()
    }

    /// Runs a script as the forge does, with a `gh` and a `curl` that write down what they are asked.
    pub fn bash(&self, script: &str, environment: &[(&str, &str)]) -> Output {
        let tools = self
            .path("../tools-of-")
            .with_file_name(format!("tools-of-{}", self.0.path().file_name().unwrap().to_str().unwrap()));
        fs::create_dir_all(&tools).unwrap();
        let fake = "#!/bin/sh\necho \"$(basename \"$0\") $*\" >> \"$CALLS\"\ncase \"$* \" in *--jq*) echo \"$COMMENT\";; *'--output '*) cp \"$UPSTREAM\" \"$FETCHED\";; esac\n";
        for name in ["gh", "curl"] {
            let path = tools.join(name);
            fs::write(&path, fake).unwrap();
            #[cfg(unix)]
            fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        }
        let ours = Path::new(env!("CARGO_BIN_EXE_openapi-rust")).parent().unwrap();
        let path = format!("{}:{}:{}", tools.display(), ours.display(), std::env::var("PATH").unwrap());
        let done = self
            .command("bash")
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
            .env("PATH", path)
            .env("CALLS", tools.join("calls"))
            .env("RUNNER_TEMP", &tools)
            .envs(environment.iter().copied())
            .output()
            .unwrap();
        let calls = fs::read_to_string(tools.join("calls")).unwrap_or_default();
        let report = fs::read_to_string(tools.join("report.md")).unwrap_or_default();
        fs::remove_dir_all(&tools).unwrap();
        Output { stderr: [done.stderr, calls.into_bytes(), report.into_bytes()].concat(), ..done }
    }
}

pub fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}
