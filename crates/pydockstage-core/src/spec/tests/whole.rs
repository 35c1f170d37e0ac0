use super::own;
use crate::spec::{Healthcheck, Probed, Spec, SpecHome};

const EVERYTHING: &str = r#"
python = "3.13"
base = "debian:trixie"
command = ["python", "-m", "myproject"]
entrypoint = ["tini", "--"]
expose = [5000, "5353/udp"]
env = { ZONE = "UTC", LOG_LEVEL = "a\tb" }
workdir = "/"
user = 10001
labels = { "org.opencontainers.image.title" = "My \"project\"" }
stopsignal = 2
syntax = "docker/dockerfile:1"
dialect = "portable"
installer = "uv"

[healthcheck]
path = "/healthz"
port = 5000
interval = "1m30s"
timeout = "5s"
start-period = "10s"
retries = 3

[requirements]
directory = "requirements"
default = "base"
argument = "REQS"
sets.dev = { files = ["requirements/dev.txt"], groups = ["Dev_Tools"], extras = ["test"] }

[system]
build = ["libldap2-dev", "libsasl2-dev"]
runtime = []
mapping = { "libfoo-dev" = ["libfoo1"] }

[stages]
build = "test"
production = "build"

[paths]
venv = "/opt/venv"
project = "/srv/project"
"#;

#[test]
fn every_key_is_read() {
    let spec = own(EVERYTHING);
    assert_eq!(spec.python.unwrap().value.minor, 13);
    assert_eq!(spec.base.unwrap().value.to_string(), "debian:trixie");
    assert_eq!(spec.command.unwrap().value.words(), ["python", "-m", "myproject"]);
    assert_eq!(spec.entrypoint.unwrap().value.words(), ["tini", "--"]);
    let ports: Vec<String> = spec.expose.unwrap().values().map(ToString::to_string).collect();
    assert_eq!(ports, ["5000", "5353/udp"]);
    // In the order of the file, not of the alphabet.
    assert_eq!(spec.env.keys().map(crate::names::EnvName::as_str).collect::<Vec<_>>(), ["ZONE", "LOG_LEVEL"]);
    assert_eq!(spec.env["LOG_LEVEL"].value.as_str(), "a\tb");
    assert_eq!(spec.workdir.unwrap().value.as_str(), "/");
    assert_eq!(spec.user.unwrap().value.to_string(), "10001");
    assert_eq!(spec.labels["org.opencontainers.image.title"].value.as_str(), "My \"project\"");
    assert_eq!(spec.stopsignal.unwrap().value.as_str(), "2");
    assert_eq!(spec.syntax.unwrap().value.as_str(), "docker/dockerfile:1");
    assert_eq!(spec.dialect.unwrap().value.as_str(), "portable");
    assert_eq!(spec.installer.unwrap().value.as_str(), "uv");
    assert_eq!(spec.requirements.directory.unwrap().value.as_str(), "requirements");
    assert_eq!(spec.requirements.default.unwrap().value.as_str(), "base");
    assert_eq!(spec.requirements.argument.unwrap().value.as_str(), "REQS");
    let dev = &spec.requirements.sets["dev"].value;
    assert_eq!(dev.files.as_ref().unwrap().value[0].value.as_str(), "requirements/dev.txt");
    assert_eq!(dev.groups.as_ref().unwrap().value[0].value.as_str(), "dev-tools");
    assert_eq!(dev.extras.as_ref().unwrap().value[0].value.as_str(), "test");
    let build: Vec<&str> = spec.system.build.as_ref().unwrap().values().map(AsRef::as_ref).collect();
    assert_eq!(build, ["libldap2-dev", "libsasl2-dev"]);
    assert!(
        spec.system.runtime_packages().is_empty() && spec.system.runtime.is_some(),
        "an empty list was written, too"
    );
    assert_eq!(spec.system.mapping["libfoo-dev"].value[0].value.as_str(), "libfoo1");
    assert_eq!(spec.stages.build.unwrap().value.as_str(), "test");
    assert_eq!(spec.stages.production.unwrap().value.as_str(), "build");
    assert_eq!(spec.paths.venv.unwrap().value.as_str(), "/opt/venv");
    assert_eq!(spec.paths.project.unwrap().value.as_str(), "/srv/project");
    let Some(Healthcheck::Probe(probe)) = spec.healthcheck.map(|written| written.value) else {
        panic!("a probe")
    };
    let Some(Probed::Http(path, Some(port))) = probe.probed() else { panic!("a path and a port") };
    assert_eq!((path.value.as_str(), port.value.get()), ("/healthz", 5000));
    assert_eq!(probe.interval.unwrap().value.duration().as_secs(), 90);
    assert_eq!(probe.retries.unwrap().value.get(), 3);
}

#[test]
fn both_homes_say_the_same() {
    let prefixed = EVERYTHING.replace("\n[", "\n[tool.pydockstage.");
    let prefixed =
        format!("[project]\nname = \"x\"\n[tool.pydockstage]{prefixed}\n[tool.other]\npython = 3\n");
    let spec = Spec::parse("pyproject.toml", &prefixed, SpecHome::Pyproject).unwrap();
    let base = spec.base.unwrap();
    assert_eq!(base.value.to_string(), "debian:trixie");
    assert_eq!(base.origin.to_string(), "pyproject.toml:5:8");
    assert_eq!(spec.stages.build.unwrap().value.as_str(), "test");
}

#[test]
fn a_healthcheck_can_be_turned_off() {
    for text in ["healthcheck = false", "healthcheck = \"none\""] {
        assert_eq!(own(text).healthcheck.unwrap().value, Healthcheck::Off);
    }
    let spec = own("healthcheck.command = [\"true\"]");
    let Some(Healthcheck::Probe(probe)) = spec.healthcheck.map(|written| written.value) else {
        panic!("a probe")
    };
    assert!(matches!(probe.probed(), Some(Probed::Command(_))));
}

#[test]
fn nothing_written_is_nothing_wished() {
    assert_eq!(own(""), Spec::default());
    assert_eq!(own("\u{feff}# a byte order mark\n"), Spec::default());
    let without = "[tool.other]\nname = \"pydockstage\"\n";
    assert_eq!(Spec::parse("pyproject.toml", without, SpecHome::Pyproject).unwrap(), Spec::default());
    assert_eq!(
        Spec::parse("pyproject.toml", "tool = 1 # pydockstage", SpecHome::Pyproject).unwrap(),
        Spec::default()
    );
}

#[test]
fn a_key_with_escapes_is_the_same_key() {
    let text = "[tool.\"pydock\\u0073tage\"]\npython = \"3.13\"\n";
    assert!(Spec::parse("pyproject.toml", text, SpecHome::Pyproject).unwrap().python.is_some());
}

#[test]
fn a_file_without_the_spec_is_not_read_as_toml() {
    assert_eq!(Spec::parse("pyproject.toml", "= nonsense", SpecHome::Pyproject).unwrap(), Spec::default());
}
