use super::own;
use crate::spec::{Key, Otherwise, Spec, keys, schema};

#[test]
fn each_example_and_each_default_is_sound() {
    for description in keys() {
        // What is below a name of the owner's choice is written with one.
        let path = description.path.replace("<name>", "dev");
        let key = Key::find(&path).unwrap();
        assert_ne!(own(&written(&path, key.example)), Spec::default(), "{path}");
        if let Otherwise::Value(text) = key.otherwise {
            assert_ne!(own(&written(&path, text)), Spec::default(), "{path}");
        }
    }
}

/// The key with that value, beside the keys that it means nothing without.
fn written(path: &str, value: &str) -> String {
    const DIGEST: &str = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let (table, key) = path.rsplit_once('.').unwrap_or(("", path));
    if table == "healthcheck" && key != "path" && key != "command" {
        return format!("healthcheck.path = \"/\"\n{path} = {value}\n");
    }
    if let Some(stage) = table.strip_suffix("[].mounts[]") {
        let beside = match key {
            "target" => "type = \"cache\"".to_owned(),
            "id" | "sharing" => "type = \"cache\", target = \"/x\"".to_owned(),
            "from" => "type = \"bind\", target = \"/x\", source = \"/y\"".to_owned(),
            "source" | "writable" => "type = \"bind\", target = \"/x\"".to_owned(),
            "size" => "type = \"tmpfs\", target = \"/x\"".to_owned(),
            "env" | "required" => "type = \"secret\", id = \"x\"".to_owned(),
            _ => "target = \"/x\"".to_owned(),
        };
        return format!(
            "{}[{{ run = [\"x\"], mounts = [{{ {beside}, {key} = {value} }}] }}] }}\n",
            opened(stage),
        );
    }
    if let Some(stage) = table.strip_suffix("[]") {
        let beside = match key {
            "run" | "packages" | "workdir" | "user" | "env" => String::new(),
            "copy" => "to = \"/x\", ".to_owned(),
            "download" => format!("to = \"/x\", checksum = \"{DIGEST}\", "),
            "mounts" | "network" => "run = [\"x\"], ".to_owned(),
            "owner" | "mode" => "copy = [\"x\"], to = \"/x\", ".to_owned(),
            "to" => "copy = [\"x\"], ".to_owned(),
            "from" => "copy = [\"/x\"], to = \"/x\", ".to_owned(),
            _ => "download = \"https://example.org/x\", to = \"/x\", ".to_owned(),
        };
        return format!("{}[{{ {beside}{key} = {value} }}] }}\n", opened(stage));
    }
    if table == "repositories.dev" {
        let address = if key == "address" { "" } else { "address = \"https://example.org/x\", " };
        let signed = if key == "key" { "" } else { "key = \"x.asc\", " };
        return format!("{table} = {{ {address}{signed}{key} = {value} }}\n");
    }
    if table == "stage.dev" && key != "from" {
        return format!("stage.dev.from = \"base\"\n{path} = {value}\n");
    }
    format!("{path} = {value}\n")
}

/// What stands before the steps and the mounts of a stage.
fn opened(path: &str) -> String {
    let stage = path.strip_suffix(".steps").unwrap_or(path);
    format!("{stage} = {{ from = \"base\", steps = ")
}

#[test]
fn each_key_is_described_in_a_sentence() {
    for description in keys() {
        assert!(description.doc.ends_with('.'), "{}", description.path);
        assert!(description.doc.starts_with(char::is_uppercase), "{}", description.path);
    }
}

#[test]
#[allow(clippy::too_many_lines, reason = "every key is a line")]
fn the_keys_in_their_order() {
    let lines: Vec<String> = keys()
        .into_iter()
        .map(|key| format!("{}: {} = {}", key.path, key.wanted, key.default.unwrap_or("-")))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    python: a string = the newest that the project allows
    base: a string = "debian:trixie"
    base-argument: a string = -
    python-from: a string = the official image where there is one for the base, else the distribution
    context: a string = the workspace's, where the project depends on its members
    command: a list of words = the only script or module that the project has to run
    entrypoint: a list of words = -
    expose: a list of strings or integers = -
    env: a table of strings = -
    workdir: a string = the base image's, or the project's directory where it is no package
    user: a string or an integer = "10001:10001"
    writable: a list of strings = -
    group-writable: true or false = where the user's group is 0
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
    index-credentials: a string = what the project's files say of each index
    keep: a list of strings = -
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
    system.runtime: a list of strings, or a word for one = -
    system.scan: true or false = false
    system.needs: a table of lists = what the catalog knows of each requirement
    system.mapping: a table of lists = the catalog's
    stages: a table = -
    stages.base: a string = "base"
    stages.toolchain: a string = "toolchain"
    stages.requirements: a string = "requirements"
    stages.dependencies: a string = "dependencies"
    stages.sources: a string = "sources"
    stages.neighbours: a string = "neighbours"
    stages.package: a string = "package"
    stages.build: a string = "build"
    stages.scan: a string = "scan"
    stages.runtime: a string = "runtime"
    stages.guard: a string = "guard"
    stages.production: a string = "production"
    tools: a table = -
    tools.uv: a string = the version that this release of pydockstage was tested with
    tools.poetry: a string = the version that this release of pydockstage was tested with
    tools.poetry-plugin-export: a string = the version that this release of pydockstage was tested with
    tools.pdm: a string = the version that this release of pydockstage was tested with
    tools.pipenv: a string = the version that this release of pydockstage was tested with
    stage: a table of tables = -
    stage.<name>.from: a string = -
    stage.<name>.platform: a string = "target"
    stage.<name>.steps: a list of tables = -
    stage.<name>.steps[].run: a string or a list of words = -
    stage.<name>.steps[].copy: a list of strings = -
    stage.<name>.steps[].download: a string = -
    stage.<name>.steps[].packages: a list of strings = -
    stage.<name>.steps[].workdir: a string = -
    stage.<name>.steps[].user: a string or an integer = -
    stage.<name>.steps[].env: a table of strings = -
    stage.<name>.steps[].mounts: a list of tables = -
    stage.<name>.steps[].mounts[].type: a string = -
    stage.<name>.steps[].mounts[].target: a string = -
    stage.<name>.steps[].mounts[].id: a string = -
    stage.<name>.steps[].mounts[].source: a string = -
    stage.<name>.steps[].mounts[].from: a string = -
    stage.<name>.steps[].mounts[].writable: true or false = false
    stage.<name>.steps[].mounts[].sharing: a string = "shared"
    stage.<name>.steps[].mounts[].size: a string = -
    stage.<name>.steps[].mounts[].env: a string = -
    stage.<name>.steps[].mounts[].required: true or false = true
    stage.<name>.steps[].network: a string = "default"
    stage.<name>.steps[].from: a string = -
    stage.<name>.steps[].to: a string = -
    stage.<name>.steps[].owner: a string or an integer = "0:0"
    stage.<name>.steps[].mode: a string = -
    stage.<name>.steps[].checksum: a string = -
    stage.<name>.command: a list of words = -
    hooks: a table = -
    hooks.base: a list of tables = -
    hooks.before-dependencies: a list of tables = -
    hooks.after-dependencies: a list of tables = -
    hooks.after-project: a list of tables = -
    hooks.production-root: a list of tables = -
    hooks.production-user: a list of tables = -
    targets: a table = -
    targets.test: a table = -
    targets.test.name: a string = the key
    targets.test.set: a string = for `test` the set `test`, `tests` or `dev`, for `dev` the set `dev`
    targets.test.packages: a list of strings = for `debug` procps and strace, nothing for the others
    targets.test.command: a list of words = for `test` pytest, else what production runs; for `debug` a shell
    targets.dev: a table = -
    targets.dev.name: a string = the key
    targets.dev.set: a string = for `test` the set `test`, `tests` or `dev`, for `dev` the set `dev`
    targets.dev.packages: a list of strings = for `debug` procps and strace, nothing for the others
    targets.dev.command: a list of words = for `test` pytest, else what production runs; for `debug` a shell
    targets.debug: a table = -
    targets.debug.name: a string = the key
    targets.debug.set: a string = for `test` the set `test`, `tests` or `dev`, for `dev` the set `dev`
    targets.debug.packages: a list of strings = for `debug` procps and strace, nothing for the others
    targets.debug.command: a list of words = for `test` pytest, else what production runs; for `debug` a shell
    assets: a table = -
    assets.image: a string = "node:22-slim"
    assets.directory: a string = "."
    assets.manager: a string = the one whose lock file is there
    assets.build: a list of words = the script `build` of package.json
    assets.output: a string = "dist"
    assets.to: a string = "/srv/assets"
    repositories: a table of tables = -
    repositories.<name>.address: a string = -
    repositories.<name>.key: a string = -
    repositories.<name>.suites: a list of strings = the release
    repositories.<name>.components: a list of strings = ["main"]
    repositories.<name>.build: a list of strings = -
    repositories.<name>.runtime: a list of strings = -
    certificates: a list of strings = -
    init: true or false = false
    bytecode: a string = "project"
    metadata-labels: true or false = false
    bake: true or false = false
    compose: true or false = false
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
      "description": "What is needed to compile the requirements: development packages, whose runtime halves the catalog knows. They go beside what is inferred, and in place of an inferred package with the same runtime half; an empty list says that nothing is needed, and nothing is inferred. Default: what the catalog knows of the requirements.",
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
