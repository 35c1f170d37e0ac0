use super::{
    Assets, Healthcheck, Hooks, OwnStage, Paths, Repository, Requirements, Stages, System, Targets, Tools,
};
use crate::names::{EnvName, ProjectPath, Release, StageName};
use crate::spec::Otherwise::{Inferred, Nothing, Value};
use crate::spec::rows::One;
use crate::spec::section::section;
use crate::spec::values::{
    Bytecode, ContextPath, Dialect, ExecForm, Guard, ImagePath, ImageReference, IndexCredentials, Installer,
    LabelKey, OneLine, Port, PythonFrom, PythonVersion, RepositoryName, StopSignal, User, WritablePath,
};
use crate::spec::{Written, WrittenList};
use indexmap::IndexMap;

section! {
    /// What the owner of a project wrote about its image. Nothing in it is resolved: a key that is absent was not
    /// written.
    pub struct Spec {
        /// The minor version of Python that the image has.
        "python": pub python: Option<Written<PythonVersion>>,
            Inferred("the newest that the project allows"), r#""3.13""#;

        /// The distribution and its release that the image is built on: the names of system packages depend on both.
        "base": pub base: Option<Written<Release>>, Value(r#""debian:trixie""#), r#""debian:trixie""#;

        /// The build argument that names another image to begin with, for the same release and Python: a mirror's, say, or
        /// one with a digest.
        "base-argument": pub base_argument: Option<Written<EnvName>>, Nothing, r#""BASE""#;

        /// Where Python comes from: Docker's official `image`, the packages of the `distribution`, or the builds of `uv`.
        "python-from": pub python_from: Option<Written<PythonFrom>>,
            Inferred("the official image where there is one for the base, else the distribution"), r#""distribution""#;

        /// The folder that is the build context: the project's own, or one above it that also holds what the project
        /// depends on.
        "context": pub context: Option<Written<ContextPath>>,
            Inferred("the workspace's, where the project depends on its members"), r#""../..""#;

        /// What the container runs, as a list of words: no shell reads it.
        "command": pub command: Option<Written<ExecForm>>,
            Inferred("the only script or module that the project has to run"), r#"["python", "-m", "myproject"]"#;

        /// What stands before the command, whatever command the container is given.
        "entrypoint": pub entrypoint: Option<Written<ExecForm>>, Nothing, r#"["tini", "--"]"#;

        /// The ports that the project listens on.
        "expose": pub expose: Option<WrittenList<Port>>, Nothing, r#"[5000, "5353/udp"]"#;

        /// Environment variables of the production image. Never a secret: an image shows them to all who have it.
        "env": pub env: IndexMap<EnvName, Written<OneLine>>, Nothing, r#"{ LOG_LEVEL = "info" }"#;

        /// The directory that the command starts in.
        "workdir": pub workdir: Option<Written<ImagePath>>, Inferred("the base image's, or the project's directory where it is no package"), r#""/project""#;

        /// Whom the container runs as: a number, and a group's number behind a colon.
        "user": pub user: Option<Written<User>>, Value(r#""10001:10001""#), r#""10001:10001""#;

        /// Directories that the program may write to: they belong to its user, and all else to root.
        "writable": pub writable: Option<WrittenList<WritablePath>>, Nothing, r#"["/data"]"#;

        /// Whether the directories of `writable` belong to group 0, which may write too: OpenShift runs a container as any
        /// user of that group.
        "group-writable": pub group_writable: Option<Written<bool>>, Inferred("where the user's group is 0"), "true";

        /// Labels of the production image.
        "labels": pub labels: IndexMap<LabelKey, Written<OneLine>>,
            Nothing, r#"{ "org.opencontainers.image.vendor" = "Example" }"#;

        /// The signal that asks the container to stop.
        "stopsignal": pub stopsignal: Option<Written<StopSignal>>, Nothing, r#""SIGINT""#;

        /// How to tell that the container does its work; `false` for no check at all.
        "healthcheck": pub healthcheck: Option<Written<Healthcheck>>,
            Inferred("the first port of `expose` must take a connection"), r#"{ path = "/healthz", port = 5000 }"#;

        /// Whether the build checks the image that ships: `true` for its libraries and that the project can be
        /// imported, `"libraries"` for those alone, `false` for nothing.
        "guard": pub guard: Option<Written<Guard>>, Value("true"), r#""libraries""#;

        /// The frontend that reads the Dockerfile, as an image reference; the builder's own where none is written.
        "syntax": pub syntax: Option<Written<ImageReference>>,
            Nothing, r#""docker/dockerfile:1""#;

        /// What the builder understands: `buildkit`, or `portable` for the instructions that all builders share.
        "dialect": pub dialect: Option<Written<Dialect>>, Value(r#""buildkit""#), r#""portable""#;

        /// What fills the virtual environment.
        "installer": pub installer: Option<Written<Installer>>, Inferred("what the project's lock file is for, or pip"), r#""pip""#;

        /// Whether package indexes besides PyPI ask for credentials, which the one who builds then hands over as secrets.
        "index-credentials": pub index_credentials: Option<Written<IndexCredentials>>,
            Inferred("what the project's files say of each index"), r#""required""#;

        /// Files and folders that ship although they are called like tests.
        "keep": pub keep: Option<WrittenList<ProjectPath>>, Nothing, r#"["app/tests/data"]"#;

        /// Where the requirements come from.
        "requirements": pub requirements: Requirements, Nothing, r#"{ default = "base" }"#;

        /// Packages of the distribution.
        "system": pub system: System, Nothing, r#"{ build = ["libldap2-dev"] }"#;

        /// What the stages are called.
        "stages": pub stages: Stages, Nothing, r#"{ production = "release" }"#;

        /// The versions of the programs that fill the virtual environment.
        "tools": pub tools: Tools, Nothing, r#"{ uv = "0.13.9" }"#;

        /// Stages of the owner's own, by name.
        "stage": pub stage: IndexMap<StageName, Written<One<OwnStage>>>,
            Nothing, r#"{ tool = { from = "debian:trixie-slim", steps = [{ run = ["make"] }] } }"#;

        /// Steps of the owner's own, at named points of the plan.
        "hooks": pub hooks: Hooks, Nothing, r#"{ after-dependencies = [{ run = "python -m nltk.downloader punkt" }] }"#;

        /// More images from the same file.
        "targets": pub targets: Targets, Nothing, r"{ test = {} }";

        /// What Node builds for the image that ships.
        "assets": pub assets: Option<Written<One<Assets>>>, Nothing, r#"{ directory = "frontend" }"#;

        /// Repositories of packages besides the distribution's own, by name.
        "repositories": pub repositories: IndexMap<RepositoryName, Written<One<Repository>>>,
            Nothing, r#"{ example = { address = "https://apt.example.org/debian", key = "keys/example.asc" } }"#;

        /// Certificates of the project that every program in the image trusts, each a file that ends in `.crt`.
        "certificates": pub certificates: Option<WrittenList<ProjectPath>>, Nothing, r#"["certificates/example.crt"]"#;

        /// Whether a small first process hands signals on and reaps what is orphaned.
        "init": pub init: Option<Written<bool>>, Value("false"), "true";

        /// What is compiled when the image is built: `project`, or `all` for the standard library too.
        "bytecode": pub bytecode: Option<Written<Bytecode>>, Value(r#""project""#), r#""all""#;

        /// Whether the image has labels with what the project says about itself, and with what the build arguments REVISION and CREATED say.
        "metadata-labels": pub metadata_labels: Option<Written<bool>>, Value("false"), "true";

        /// Whether `docker-bake.json` is written too: a target for each image, for what is published, and for each requirement set.
        "bake": pub bake: Option<Written<bool>>, Value("false"), "true";

        /// Whether `compose.yaml` is written too: the service, and what happens when a file changes.
        "compose": pub compose: Option<Written<bool>>, Value("false"), "true";

        /// Where things lie in the image.
        "paths": pub paths: Paths, Nothing, r#"{ venv = "/opt/venv" }"#;
    }
}
