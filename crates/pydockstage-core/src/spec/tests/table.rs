use super::own;
use crate::spec::{Key, Otherwise, Spec, keys, schema};

#[test]
fn each_example_and_each_default_is_sound() {
    for description in keys() {
        // What is below a name of the owner's choice is written with one.
        let path = description.path.replace("<name>", "dev");
        let key = Key::find(&path).unwrap();
        let needed =
            if path.starts_with("healthcheck.") && !path.ends_with("path") && !path.ends_with("command") {
                "healthcheck.path = \"/\"\n"
            } else {
                ""
            };
        assert_ne!(own(&format!("{needed}{path} = {}\n", key.example)), Spec::default(), "{path}");
        if let Otherwise::Value(text) = key.otherwise {
            assert_ne!(own(&format!("{needed}{path} = {text}\n")), Spec::default(), "{path}");
        }
    }
}

#[test]
fn each_key_is_described_in_a_sentence() {
    for description in keys() {
        assert!(description.doc.ends_with('.'), "{}", description.path);
        assert!(description.doc.starts_with(char::is_uppercase), "{}", description.path);
    }
}

#[test]
fn the_keys_in_their_order() {
    let lines: Vec<String> = keys()
        .into_iter()
        .map(|key| format!("{}: {} = {}", key.path, key.wanted, key.default.unwrap_or("-")))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    python: a string = the newest that the project allows
    base: a string = "debian:trixie"
    command: a list of words = the only script or module that the project has to run
    entrypoint: a list of words = -
    expose: a list of strings or integers = -
    env: a table of strings = -
    workdir: a string = the base image's, or the project's directory where it is no package
    user: a string or an integer = "10001:10001"
    labels: a table of strings = -
    stopsignal: a string or an integer = -
    healthcheck: a table, or false = the first port of `expose` must take a connection
    healthcheck.path: a string = -
    healthcheck.port: an integer = the first port of `expose`
    healthcheck.command: a list of words = -
    healthcheck.interval: a string = "30s"
    healthcheck.timeout: a string = "5s"
    healthcheck.start-period: a string = "10s"
    healthcheck.retries: an integer = 3
    guard: true, false or a string = true
    syntax: a string = -
    dialect: a string = "buildkit"
    installer: a string = what the project's lock file is for, or pip
    requirements: a table = -
    requirements.directory: a string = the directory `requirements`, where there is one
    requirements.default: a string = `base`, or the project's own dependencies
    requirements.sets: a table of tables = a set for each file in the directory, each dependency group and each extra
    requirements.sets.<name>.files: a list of strings = -
    requirements.sets.<name>.groups: a list of strings = -
    requirements.sets.<name>.extras: a list of strings = -
    requirements.argument: a string = "REQS"
    system: a table = -
    system.build: a list of strings = what the catalog knows of the requirements
    system.runtime: a list of strings = -
    system.mapping: a table of lists = the catalog's
    stages: a table = -
    stages.base: a string = "base"
    stages.toolchain: a string = "toolchain"
    stages.requirements: a string = "requirements"
    stages.dependencies: a string = "dependencies"
    stages.sources: a string = "sources"
    stages.package: a string = "package"
    stages.build: a string = "build"
    stages.runtime: a string = "runtime"
    stages.guard: a string = "guard"
    stages.production: a string = "production"
    paths: a table = -
    paths.venv: a string = "/venv"
    paths.project: a string = "/project"
    "#);
}

#[test]
fn a_path_leads_to_its_key() {
    assert_eq!(Key::find("requirements.default").map(|key| key.name), Some("default"));
    assert_eq!(Key::find("env.HOME").map(|key| key.name), Some("env"));
    assert_eq!(Key::find("requirements.sets.dev.files").map(|key| key.name), Some("files"));
    assert_eq!(Key::find("nonsense.default").map(|key| key.name), None);
}

#[test]
fn the_schema_follows_the_table() {
    let schema = schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(schema["properties"]["requirements"]["properties"]["argument"]["default"], "REQS");
    let build = &schema["properties"]["system"]["properties"]["build"];
    insta::assert_snapshot!(serde_json::to_string_pretty(build).unwrap(), @r#"
    {
      "description": "What is needed to compile the requirements: development packages, whose runtime halves the catalog knows. Default: what the catalog knows of the requirements.",
      "examples": [
        [
          "libldap2-dev",
          "libsasl2-dev"
        ]
      ],
      "type": "array",
      "items": {
        "type": "string",
        "pattern": "^[A-Za-z0-9][A-Za-z0-9+._-]{1,127}$"
      },
      "uniqueItems": true
    }
    "#);
    let names: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
    let table: Vec<String> =
        keys().into_iter().map(|key| key.path).filter(|path| !path.contains('.')).collect();
    assert_eq!(names, table.iter().collect::<Vec<_>>());
}
