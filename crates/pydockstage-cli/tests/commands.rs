//! Whole commands on the article's project, as their user sees them. After a change that is meant, look at each that
//! `INSTA_UPDATE=always cargo test -p pydockstage-cli` writes anew.

#![allow(clippy::unwrap_used)] // a fixture that cannot be made is a failed test

use std::fs;
use std::path::Path;
use tempfile::TempDir;

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/flask-ldap");

/// A copy of the article's project, without what was generated.
fn example() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new(EXAMPLE), folder.path());
    for generated in ["Dockerfile", ".dockerignore"] {
        let _ = fs::remove_file(folder.path().join(generated));
    }
    folder
}

/// A project with these files.
fn project(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in from.read_dir().unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Runs `pydockstage COMMAND FOLDER ARGUMENTS` and shows all that comes of it.
fn run(folder: &TempDir, command: &str, arguments: &[&str]) -> String {
    let folder = folder.path().to_str().unwrap();
    let mut all = vec!["pydockstage", command, folder];
    all.extend(arguments);
    shown(&all).replace(folder, "FOLDER")
}

fn shown(arguments: &[&str]) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = pydockstage_cli::run(arguments, &mut out, &mut err);
    let (out, err) = (String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap());
    let err = if err.is_empty() { err } else { format!("---- standard error\n{err}") };
    format!("{out}{err}---- status {status}\n")
}

#[test]
fn generate_to_the_standard_output() {
    insta::assert_snapshot!(run(&example(), "generate", &["--stdout"]));
}

#[test]
fn generate_again_and_again() {
    let folder = example();
    insta::assert_snapshot!(run(&folder, "generate", &[]), @r"
    .dockerignore: written
    Dockerfile: written
    ---- status 0
    ");
    insta::assert_snapshot!(run(&folder, "generate", &[]), @r"
    .dockerignore: up to date
    Dockerfile: up to date
    ---- status 0
    ");
    insta::assert_snapshot!(run(&folder, "generate", &["--base=debian:bookworm"]), @r"
    .dockerignore: up to date
    Dockerfile: updated
    ---- status 0
    ");
}

#[test]
fn generate_over_the_work_of_a_person() {
    let folder = example();
    fs::write(folder.path().join("Dockerfile"), "FROM scratch\n").unwrap();
    fs::write(folder.path().join(".dockerignore"), ".git\n").unwrap();
    insta::assert_snapshot!(run(&folder, "generate", &[]), @r"
    ---- standard error
    error[file-not-generated]: Dockerfile was written by a person, and it stays as it is
      --> Dockerfile
      = help: to see what would be written: pydockstage generate --stdout
      = help: to replace it: pydockstage generate --force
    ---- status 2
    ");
    insta::assert_snapshot!(run(&folder, "generate", &["--force"]), @r"
    .dockerignore: kept as a person wrote it
    Dockerfile: replaced, though a person wrote or changed it (--force)
    ---- status 0
    ");
}

#[test]
fn generate_under_another_name() {
    let folder = example();
    fs::create_dir(folder.path().join("docker")).unwrap();
    insta::assert_snapshot!(run(&folder, "generate", &["--output=docker/Dockerfile"]), @r"
    docker/Dockerfile.dockerignore: written
    docker/Dockerfile: written
    ---- status 0
    ");
    insta::assert_snapshot!(run(&folder, "check", &["--output=docker/Dockerfile"]), @r"
    docker/Dockerfile.dockerignore, docker/Dockerfile: up to date
    ---- status 0
    ");
}

#[test]
fn generate_for_a_release_that_has_left_the_mirror() {
    insta::assert_snapshot!(run(&example(), "generate", &["--base=debian:buster", "--python=3.10"]), @r"
    .dockerignore: written
    Dockerfile: written
    ---- standard error
    note: debian:buster has left Debian's mirror: apt-get finds no packages in its images unless their sources name the archive
    ---- status 0
    ");
}

#[test]
fn generate_as_json() {
    let folder = example();
    insta::assert_snapshot!(run(&folder, "generate", &["--format=json"]), @r#"
    {
      "status": "written",
      "files": [
        {
          "path": ".dockerignore",
          "change": "created"
        },
        {
          "path": "Dockerfile",
          "change": "created"
        }
      ],
      "notes": []
    }
    ---- status 0
    "#);
    insta::assert_snapshot!(
        "generate_to_the_standard_output_as_json",
        run(&folder, "generate", &["--stdout", "--format=json"])
    );
}

#[test]
fn check_before_and_after_and_when_changed() {
    let folder = example();
    insta::assert_snapshot!("check_before_anything_is_generated", run(&folder, "check", &[]));
    run(&folder, "generate", &[]);
    insta::assert_snapshot!(run(&folder, "check", &[]), @r"
    .dockerignore, Dockerfile: up to date
    ---- status 0
    ");
    insta::assert_snapshot!(run(&folder, "check", &["--format=json"]), @r#"
    {
      "status": "up-to-date",
      "differences": [],
      "notes": []
    }
    ---- status 0
    "#);
    let path = folder.path().join("Dockerfile");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("EXPOSE 5000", "EXPOSE 8080")).unwrap();
    insta::assert_snapshot!(run(&folder, "check", &[]), @r#"
    --- a/Dockerfile
    +++ b/Dockerfile
    @@ -217,7 +217,7 @@
     
     USER 10001:10001
     
    -EXPOSE 8080
    +EXPOSE 5000
     
     HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
         CMD ["python", "-c", "import socket; socket.create_connection((\"127.0.0.1\", 5000), 3).close()"]
    ---- standard error
    not up to date; a person wrote or changed Dockerfile; to replace it: pydockstage generate --force
    ---- status 1
    "#);
    insta::assert_snapshot!(run(&folder, "check", &["--format=json"]), @r#"
    {
      "status": "not-up-to-date",
      "differences": [
        {
          "path": "Dockerfile",
          "diff": "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -217,7 +217,7 @@\n \n USER 10001:10001\n \n-EXPOSE 8080\n+EXPOSE 5000\n \n HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \\\n     CMD [\"python\", \"-c\", \"import socket; socket.create_connection((\\\"127.0.0.1\\\", 5000), 3).close()\"]\n"
        }
      ],
      "notes": []
    }
    ---- status 1
    "#);
}

#[test]
fn check_when_the_spec_has_changed() {
    let folder = example();
    run(&folder, "generate", &[]);
    let path = folder.path().join("pyproject.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("expose = [5000]", "expose = [8080]")).unwrap();
    insta::assert_snapshot!(run(&folder, "check", &[]), @r#"
    --- a/Dockerfile
    +++ b/Dockerfile
    @@ -1,6 +1,6 @@
     # Generated by pydockstage. To change it, change the project or [tool.pydockstage], then run: pydockstage generate
     # Why a line is here: pydockstage explain . LINE
    -# pydockstage-digest: sha256:a89beb93f4893bca71a52b4d63155387231a792fea05982794c4919e5b43a764
    +# pydockstage-digest: sha256:afa27da1747673fb9d72873cb4e569ceae70a3c48d944d5025501b2d1c5685ba
     
     # base Python 3.13, the owner's choice; the release is written out because the names of system packages depend on it
     FROM python:3.13-slim-trixie AS base
    @@ -217,9 +217,9 @@
     
     USER 10001:10001
     
    -EXPOSE 5000
    +EXPOSE 8080
     
     HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
    -    CMD ["python", "-c", "import socket; socket.create_connection((\"127.0.0.1\", 5000), 3).close()"]
    +    CMD ["python", "-c", "import socket; socket.create_connection((\"127.0.0.1\", 8080), 3).close()"]
     
     CMD ["python", "-m", "myproject"]
    ---- standard error
    not up to date; to write what is new: pydockstage generate
    ---- status 1
    "#);
}

#[test]
fn explain_everything() {
    insta::assert_snapshot!(run(&example(), "explain", &[]));
}

#[test]
fn explain_everything_as_json() {
    insta::assert_snapshot!(run(&example(), "explain", &["--format=json"]));
}

#[test]
fn explain_a_package() {
    insta::assert_snapshot!(run(&example(), "explain", &["libldap2"]), @r#"
    libldap2 in runtime: the runtime half of libldap2-dev (pyproject.toml:21:10)
    ---- status 0
    "#);
    insta::assert_snapshot!(run(&example(), "explain", &["libldap2-dev"]), @r"
    libldap2-dev in toolchain: the owner's choice (pyproject.toml:21:10)
        its runtime half: libldap2
    ---- status 0
    ");
    insta::assert_snapshot!(run(&example(), "explain", &["libldap2", "--format=json"]), @r#"
    {
      "about": "libldap2",
      "text": "libldap2 in runtime: the runtime half of libldap2-dev (pyproject.toml:21:10)\n"
    }
    ---- status 0
    "#);
}

#[test]
fn explain_a_stage() {
    insta::assert_snapshot!(run(&example(), "explain", &["toolchain"]), @r"
    toolchain (on base): compilers and development packages, for the stages that build
      install 4 packages: what is needed to compile, and never ships
        gcc: python-ldap has no wheel and is compiled (requirements/base.txt:3)
        libc6-dev: the C library's headers, without which gcc compiles nothing
        libldap2-dev: the owner's choice (pyproject.toml:21:10)
        libsasl2-dev: the owner's choice (pyproject.toml:21:26)
    ---- status 0
    ");
}

#[test]
fn explain_a_line() {
    let folder = example();
    let file = run(&folder, "generate", &["--stdout"]);
    let lines: Vec<&str> = file.lines().collect();
    let line = |wanted: &str| (lines.iter().rposition(|line| line.contains(wanted)).unwrap() + 1).to_string();
    let explained = |wanted: &str| run(&folder, "explain", &[line(wanted).as_str()]);
    insta::assert_snapshot!(explained("FROM runtime AS production"), @r"
    production (on runtime): the image that ships: no compiler, no header, no installer
    ---- status 0
    ");
    insta::assert_snapshot!(explained("EXPOSE 5000"), @r"
    production (on runtime): the image that ships: no compiler, no header, no installer
      expose 5000: the owner's choice (pyproject.toml:18:10)
    ---- status 0
    ");
    insta::assert_snapshot!(explained("USER "), @r"
    production (on runtime): the image that ships: no compiler, no header, no installer
      run as 10001:10001: not root, and numbers because an orchestrator can't tell whom a name stands for
    ---- status 0
    ");
    insta::assert_snapshot!(explained("libldap2-dev"), @r"
    toolchain (on base): compilers and development packages, for the stages that build
      install 4 packages: what is needed to compile, and never ships
        libldap2-dev: the owner's choice (pyproject.toml:21:10)
    ---- status 0
    ");
    insta::assert_snapshot!(run(&folder, "explain", &["1"]), @r"
    ---- standard error
    error[nothing-to-explain]: line 1 of the Dockerfile comes from no step
      = note: it says: # Generated by pydockstage. To change it, change the project or [tool.pydockstage], then run: pydockstage generate
      = help: ask for the line of an instruction, or for all: pydockstage explain
    ---- status 2
    ");
}

#[test]
fn init_of_a_plain_project() {
    let folder = project(&[("requirements.txt", "flask\n"), ("app.py", "print(1)\n")]);
    insta::assert_snapshot!(run(&folder, "init", &[]), @r#"
    pydockstage.toml: written

    base = "debian:trixie"
    python = "3.14"
    # What the container runs: write the right line.
    # command = ["python", "-m", "myproject"]

    What was found, and need not be written:
      requirements.default = "base"
          of the sets that were found: base

    Next: write the command in pydockstage.toml, then: pydockstage generate
    ---- status 0
    "#);
    insta::assert_snapshot!(run(&folder, "generate", &[]), @r#"
    ---- standard error
    error[no-command]: nothing was found that the container could run
      = note: looked for: a Procfile, web applications, console scripts, packages with a __main__.py
      = help: write it in [tool.pydockstage] of pyproject.toml, or in pydockstage.toml:
              command = ["python", "-m", "myproject"]
    ---- status 2
    "#);
    insta::assert_snapshot!(run(&folder, "init", &[]), @r"
    ---- standard error
    error[spec-exists]: the project has a spec already, and it stays as it is
      = help: to see what comes of it: pydockstage explain
    ---- status 2
    ");
}

#[test]
fn init_of_a_package() {
    let files = [
        (
            "pyproject.toml",
            "[project]\nname = \"myproject\"\nversion = \"1.0\"\nrequires-python = \">=3.11\"\n\
             dependencies = [\"flask\"]\n\n[project.scripts]\nserve = \"myproject.web:main\"\n",
        ),
        ("myproject/__init__.py", ""),
    ];
    insta::assert_snapshot!(run(&project(&files), "init", &[]), @r#"
    pyproject.toml: added to it

    [tool.pydockstage]
    base = "debian:trixie"

    What was found, and need not be written:
      python = "3.14"
          the newest that the project allows and that has an image on debian:trixie, pyproject.toml:4
      requirements.default = "base"
          of the sets that were found: base
      command = ["serve"]
          the only thing that the project has to run (pyproject.toml:8)

    Next: pydockstage generate
    ---- status 0
    "#);
    insta::assert_snapshot!(run(&project(&files), "init", &["--format=json"]), @r#"
    {
      "status": "written",
      "path": "pyproject.toml",
      "added": "[tool.pydockstage]\nbase = \"debian:trixie\"\n",
      "inferred": [
        {
          "key": "python",
          "value": "\"3.14\"",
          "origin": "the newest that the project allows and that has an image on debian:trixie, pyproject.toml:4"
        },
        {
          "key": "requirements.default",
          "value": "\"base\"",
          "origin": "of the sets that were found: base"
        },
        {
          "key": "command",
          "value": "[\"serve\"]",
          "origin": "the only thing that the project has to run (pyproject.toml:8)"
        }
      ]
    }
    ---- status 0
    "#);
}

#[test]
fn init_with_several_commands() {
    let folder = project(&[
        (
            "pyproject.toml",
            "[project]\nname = \"myproject\"\nversion = \"1.0\"\n\n[project.scripts]\n\
             serve = \"myproject.web:main\"\nwork = \"myproject.worker:main\"\n",
        ),
        ("myproject/__init__.py", ""),
    ]);
    insta::assert_snapshot!(run(&folder, "init", &[]), @r#"
    pyproject.toml: added to it

    [tool.pydockstage]
    base = "debian:trixie"
    python = "3.14"
    # What the container runs: write the right line.
    # command = ["serve"]
    # command = ["work"]

    What was found, and need not be written:
      requirements.default = "base"
          of the sets that were found: base

    Next: write the command in pyproject.toml, then: pydockstage generate
    ---- status 0
    "#);
    insta::assert_snapshot!(run(&folder, "generate", &[]), @r#"
    ---- standard error
    error[several-commands]: there are several things that the container could run
      = note: serve (pyproject.toml:6)
      = note: work (pyproject.toml:7)
      = help: write which, in [tool.pydockstage] of pyproject.toml, or in pydockstage.toml:
              command = ["serve"]
              or command = ["work"]
    ---- status 2
    "#);
}

#[test]
fn colors_are_for_those_who_ask_for_them() {
    let folder = project(&[("pydockstage.toml", "base = \"debain:trixie\"\n")]);
    let plain = run(&folder, "check", &[]);
    let colored = run(&folder, "check", &["--color=always"]);
    assert_eq!(run(&folder, "check", &["--color=never"]), plain);
    assert!(!plain.contains('\u{1b}') && colored.contains("\u{1b}[31merror[bad-value]"));
    // A program that reads the answer never sees one.
    for format in ["json", "github", "sarif"] {
        let format = format!("--format={format}");
        assert_eq!(run(&folder, "check", &["--color=always", &format]), run(&folder, "check", &[&format]));
    }
}

#[test]
fn help() {
    insta::assert_snapshot!("help", shown(&["pydockstage", "--help"]));
    for command in ["generate", "check", "explain", "init"] {
        insta::assert_snapshot!(format!("help_of_{command}"), shown(&["pydockstage", command, "--help"]));
    }
}
