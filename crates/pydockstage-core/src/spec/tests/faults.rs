use super::{said, said_of_pyproject};
use insta::assert_snapshot;

#[test]
fn an_unknown_key_has_a_neighbour() {
    assert_snapshot!(said_of_pyproject("[tool.pydockstage]\ncomand = [\"x\"]\n"), @r#"
    error[unknown-key]: the spec has no key `comand`
      --> pyproject.toml:2:1
      |
    2 | comand = ["x"]
      | ^^^^^^
      = help: write `command` instead of `comand`
    "#);
    assert_snapshot!(said("[healthcheck]\npath = \"/\"\nstart_period = \"1s\"\n"), @r#"
    error[unknown-key]: `healthcheck` has no key `start_period`
      --> pydockstage.toml:3:1
      |
    3 | start_period = "1s"
      | ^^^^^^^^^^^^
      = help: write `start-period` instead of `start_period`
    "#);
}

#[test]
fn an_unknown_key_may_belong_elsewhere() {
    assert_snapshot!(said("build = [\"libldap2-dev\"]\n"), @r#"
    error[unknown-key]: the spec has no key `build`
      --> pydockstage.toml:1:1
      |
    1 | build = ["libldap2-dev"]
      | ^^^^^
      = note: its keys are `python`, `base`, `base-argument`, `python-from`, `context`, `command`, `entrypoint`, `expose`, `env`, `workdir`, `user`, `writable`, `group-writable`, `labels`, `stopsignal`, `healthcheck`, `guard`, `syntax`, `dialect`, `installer`, `index-credentials`, `keep`, `requirements`, `system`, `stages`, `tools`, `stage`, `hooks`, `targets`, `assets`, `repositories`, `certificates`, `init`, `bytecode`, `metadata-labels`, `bake`, `compose`, `paths`
      = help: did you mean `system.build`, `stages.build`, `assets.build`?
    "#);
    assert_snapshot!(said("[stages]\nzzz = 1\n"), @r#"
    error[unknown-key]: `stages` has no key `zzz`
      --> pydockstage.toml:2:1
      |
    2 | zzz = 1
      | ^^^
      = note: its keys are `base`, `toolchain`, `requirements`, `dependencies`, `sources`, `neighbours`, `package`, `build`, `scan`, `runtime`, `guard`, `production`
      = help: leave it out
    "#);
}

#[test]
fn the_own_file_has_no_prefix() {
    assert_snapshot!(said("[tool.pydockstage]\npython = \"3.13\"\n"), @"
    error[unknown-key]: the spec has no key `tool`
      --> pydockstage.toml:1:2
      |
    1 | [tool.pydockstage]
      |  ^^^^
      = help: leave out `tool.pydockstage`: in pydockstage.toml the keys stand at the top level
    ");
}

#[test]
fn a_value_of_the_wrong_type_is_shown_right() {
    assert_snapshot!(said("python = 3.10\n"), @r#"
    error[wrong-type]: `python` wants a string, and this is a number with a fraction
      --> pydockstage.toml:1:10
      |
    1 | python = 3.10
      |          ^^^^
      = help: write python = "3.10"
    "#);
    assert_snapshot!(said("command = \"python -m myproject\"\n"), @r#"
    error[wrong-type]: `command` wants a list of words, and this is a string
      --> pydockstage.toml:1:11
      |
    1 | command = "python -m myproject"
      |           ^^^^^^^^^^^^^^^^^^^^^
      = help: write command = ["python", "-m", "myproject"]
    "#);
    assert_snapshot!(said("command = \"cd /x && ./run\"\n"), @r#"
    error[wrong-type]: `command` wants a list of words, and this is a string
      --> pydockstage.toml:1:11
      |
    1 | command = "cd /x && ./run"
      |           ^^^^^^^^^^^^^^^^
      = help: write command = ["sh", "-c", "cd /x && ./run"]
    "#);
    assert_snapshot!(said("expose = 5000\n"), @"
    error[wrong-type]: `expose` wants a list of strings or integers, and this is an integer
      --> pydockstage.toml:1:10
      |
    1 | expose = 5000
      |          ^^^^
      = help: write expose = [5000]
    ");
    assert_snapshot!(said("[system]\nbuild = \"libldap2-dev, libsasl2-dev\"\n"), @r#"
    error[wrong-type]: `system.build` wants a list of strings, and this is a string
      --> pydockstage.toml:2:9
      |
    2 | build = "libldap2-dev, libsasl2-dev"
      |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: write build = ["libldap2-dev", "libsasl2-dev"]
    "#);
    assert_snapshot!(said("[healthcheck]\npath = \"/\"\ninterval = 30\nretries = \"3\"\n"), @r#"
    error[wrong-type]: `healthcheck.interval` wants a string, and this is an integer
      --> pydockstage.toml:3:12
      |
    3 | interval = 30
      |            ^^
      = help: write interval = "30s"

    error[wrong-type]: `healthcheck.retries` wants an integer, and this is a string
      --> pydockstage.toml:4:11
      |
    4 | retries = "3"
      |           ^^^
      = help: write retries = 3
    "#);
}

#[test]
fn a_value_that_tells_nothing_has_an_example() {
    assert_snapshot!(said("healthcheck = true\n"), @r#"
    error[wrong-type]: `healthcheck` wants a table, or false, and this is true or false
      --> pydockstage.toml:1:15
      |
    1 | healthcheck = true
      |               ^^^^
      = help: write healthcheck = { path = "/healthz", port = 5000 }
    "#);
    assert_snapshot!(said("env = [\"A=1\"]\n"), @r#"
    error[wrong-type]: `env` wants a table of strings, and this is a list
      --> pydockstage.toml:1:7
      |
    1 | env = ["A=1"]
      |       ^^^^^^^
      = help: write env = { LOG_LEVEL = "info" }
    "#);
    assert_snapshot!(said("env.DEBUG = true\n"), @r#"
    error[wrong-type]: `env.DEBUG` wants a string, and this is true or false
      --> pydockstage.toml:1:13
      |
    1 | env.DEBUG = true
      |             ^^^^
      = help: write DEBUG = "true"
    "#);
    assert_snapshot!(said("paths = 1979-05-27\n"), @r#"
    error[wrong-type]: `paths` wants a table, and this is a date or a time
      --> pydockstage.toml:1:9
      |
    1 | paths = 1979-05-27
      |         ^^^^^^^^^^
      = help: write paths = { venv = "/opt/venv" }
    "#);
    assert_snapshot!(said("[command]\nrun = \"x\"\n"), @r#"
    error[wrong-type]: `command` wants a list of words, and this is a table
      --> pydockstage.toml:1:1
      |
    1 | [command]
      | ^^^^^^^^^
      = help: write command = ["python", "-m", "myproject"]
    "#);
}

#[test]
fn a_part_of_the_wrong_type_is_shown_right() {
    assert_snapshot!(said("command = [\"sleep\", 10]\n"), @r#"
    error[wrong-type]: `command[1]` wants a string, and this is an integer
      --> pydockstage.toml:1:21
      |
    1 | command = ["sleep", 10]
      |                     ^^
      = help: write "10" instead
    "#);
    assert_snapshot!(said_of_pyproject("[[tool.pydockstage]]\npython = \"3.13\"\n"), @"
    error[wrong-type]: the spec is a table, and this is a list
      --> pyproject.toml:1:1
      |
    1 | [[tool.pydockstage]]
      | ^^^^^^^^^^^^^^^^^^^^
      = help: write a table: [tool.pydockstage]
    ");
    assert_snapshot!(said_of_pyproject("[tool]\npydockstage = \"3.13\"\n"), @r#"
    error[wrong-type]: the spec is a table, and this is a string
      --> pyproject.toml:2:15
      |
    2 | pydockstage = "3.13"
      |               ^^^^^^
      = help: write a table: [tool.pydockstage]
    "#);
}

#[test]
fn a_version_of_python_is_minor() {
    assert_snapshot!(said("python = \"3.13.2\"\n"), @r#"
    error[bad-value]: `3.13.2` is no version of Python: a base image is chosen by the minor version alone
      --> pydockstage.toml:1:10
      |
    1 | python = "3.13.2"
      |          ^^^^^^^^
      = help: write python = "3.13"
    "#);
    assert_snapshot!(said("python = \">=3.11\"\n"), @r#"
    error[bad-value]: `>=3.11` is no version of Python: it is a minor version, as in 3.13
      --> pydockstage.toml:1:10
      |
    1 | python = ">=3.11"
      |          ^^^^^^^^
      = help: write python = "3.11"
    "#);
}

#[test]
fn a_word_that_is_no_choice_has_a_neighbour() {
    assert_snapshot!(said("base = \"debain:trixie\"\ninstaller = \"pipnv\"\nstopsignal = \"TERM\"\n"), @r#"
    error[bad-value]: `debain:trixie` is no distribution and release: the distribution is one of debian, ubuntu, centos, rhel, ubi, rocky, alma, fedora, amazon, alpine, wolfi
      --> pydockstage.toml:1:8
      |
    1 | base = "debain:trixie"
      |        ^^^^^^^^^^^^^^^
      = help: write base = "debian:trixie"

    error[bad-value]: `pipnv` is no installer: it is one of pip, uv, poetry, pdm, pipenv, pylock
      --> pydockstage.toml:2:13
      |
    2 | installer = "pipnv"
      |             ^^^^^^^
      = help: write installer = "pipenv"

    error[bad-value]: `TERM` is no signal: it is a name such as SIGTERM, or a number from 1 to 64
      --> pydockstage.toml:3:14
      |
    3 | stopsignal = "TERM"
      |              ^^^^^^
      = help: write stopsignal = "SIGTERM"
    "#);
    assert_snapshot!(said("base = \"trixie\"\ndialect = \"docker\"\n"), @r#"
    error[bad-value]: `trixie` is no distribution and release: both are needed, with a colon between them, as in debian:trixie
      --> pydockstage.toml:1:8
      |
    1 | base = "trixie"
      |        ^^^^^^^^
      = help: write base = "debian:trixie"

    error[bad-value]: `docker` is no dialect: it is one of buildkit, portable
      --> pydockstage.toml:2:11
      |
    2 | dialect = "docker"
      |           ^^^^^^^^
      = help: write dialect = "buildkit"
    "#);
}

#[test]
fn a_package_is_one_word_and_no_option() {
    assert_snapshot!(
        said("[system]\nbuild = [\"foo; rm -rf /\", \"$(x)\", \"-oDebug=1\", \"a\\nb\"]\n"),
        @r#"
        error[bad-value]: `foo; rm -rf /` is no system package: only letters, digits and + - . _ may stand in it
          --> pydockstage.toml:2:10
          |
        2 | build = ["foo; rm -rf /", "$(x)", "-oDebug=1", "a\nb"]
          |          ^^^^^^^^^^^^^^^

        error[bad-value]: `$(x)` is no system package: it must begin with a letter or a digit
          --> pydockstage.toml:2:27
          |
        2 | build = ["foo; rm -rf /", "$(x)", "-oDebug=1", "a\nb"]
          |                           ^^^^^^

        error[bad-value]: `-oDebug=1` is no system package: it must begin with a letter or a digit
          --> pydockstage.toml:2:35
          |
        2 | build = ["foo; rm -rf /", "$(x)", "-oDebug=1", "a\nb"]
          |                                   ^^^^^^^^^^^

        error[bad-value]: `a\nb` is no system package: only letters, digits and + - . _ may stand in it
          --> pydockstage.toml:2:48
          |
        2 | build = ["foo; rm -rf /", "$(x)", "-oDebug=1", "a\nb"]
          |                                                ^^^^^^
        "#
    );
}

#[test]
fn what_stands_twice_is_told_with_both_places() {
    assert_snapshot!(said("expose = [5000, 80, \"5000/tcp\"]\n"), @r#"
    error[named-twice]: `5000` stands twice in `expose`
      --> pydockstage.toml:1:21
      |
    1 | expose = [5000, 80, "5000/tcp"]
      |                     ^^^^^^^^^^
      = note: the first is at pydockstage.toml:1:11
      = help: leave one of them out
    "#);
}

#[test]
fn a_secret_stays_out_of_the_image() {
    assert_snapshot!(said("[env]\nAPI_KEY = \"x\"\n"), @r#"
    error[secret-in-image]: `API_KEY` is called like a secret
      --> pydockstage.toml:2:1
      = note: what `env` holds is part of the image, and everyone who has the image can read it
      = help: give it to the container when it runs: docker run --env API_KEY …
      = help: a build that needs it takes it as a secret mount: docker build --secret …
      = help: or name a file that holds it: API_KEY_FILE = "/run/secrets/api_key"
    "#);
    assert_snapshot!(said("[requirements]\nargument = \"TOKEN\"\n"), @r#"
    error[secret-in-image]: `TOKEN` is called like a secret
      --> pydockstage.toml:2:12
      |
    2 | argument = "TOKEN"
      |            ^^^^^^^
      = note: the builder's checks warn of such a build argument, because its value stays in the image
      = help: call it by another name, such as REQS
    "#);
}

#[test]
fn a_text_holds_what_can_be_written() {
    assert_snapshot!(said("command = [\"a\\u0000b\"]\n[env]\nA = \"x\\ny\"\n[labels]\n\"a b\" = \"\"\n"), @r#"
    error[bad-value]: `a\u{0}b` is no word of a command: a NUL stands in it
      --> pydockstage.toml:1:12
      |
    1 | command = ["a\u0000b"]
      |            ^^^^^^^^^^

    error[bad-value]: `x\ny` is no text of one line: a line break stands in it, and a Dockerfile has no way to write one here
      --> pydockstage.toml:3:5
      |
    3 | A = "x\ny"
      |     ^^^^^^
      = help: write it on one line

    error[bad-name]: `a b` is no key of a label: only letters, digits and - . _ / may stand in it
      --> pydockstage.toml:5:1
      |
    5 | "a b" = ""
      | ^^^^^
      = help: give it another name
    "#);
    let long = said(&format!("[env]\nA = \"{}\"\n", "x".repeat(70_000)));
    assert!(long.contains("it is longer than 64 KiB"), "{}", &long[..200]);
    assert_snapshot!(said("command = []\n"), @r#"
    error[bad-value]: this is no command: it has no words
      --> pydockstage.toml:1:11
      |
    1 | command = []
      |           ^^
      = help: write command = ["python", "-m", "myproject"]
    "#);
}

#[test]
fn the_image_never_runs_as_root() {
    assert_snapshot!(said("user = 0\n"), @r#"
    error[bad-value]: `0` is no user: 0 is root, and the production image never runs as root
      --> pydockstage.toml:1:8
      |
    1 | user = 0
      |        ^
      = help: write user = "10001:10001"
    "#);
    assert_snapshot!(said("user = \"app\"\n"), @r#"
    error[bad-value]: `app` is no user: it is a number, or two with a colon between them, as in 10001:10001
      --> pydockstage.toml:1:8
      |
    1 | user = "app"
      |        ^^^^^
      = help: write user = "10001:10001"
    "#);
}

#[test]
fn a_healthcheck_asks_one_thing() {
    assert_snapshot!(said("healthcheck = { interval = \"30s\" }\n"), @r#"
    error[missing-key]: `healthcheck` lacks what it is about: one of `path`, `command`
      --> pydockstage.toml:1:15
      |
    1 | healthcheck = { interval = "30s" }
      |               ^^^^^^^^^^^^^^^^^^^^
      = help: write healthcheck = { path = "/healthz", port = 5000 }
    "#);
    assert_snapshot!(said("[healthcheck]\ncommand = [\"true\"]\npath = \"/healthz\"\n"), @r#"
    error[keys-exclude-each-other]: `command` and `path` can't both be written
      --> pydockstage.toml:2:11
      |
    2 | command = ["true"]
      |           ^^^^^^^^
      = note: `path` stands at pydockstage.toml:3:8
      = help: leave one of them out
    "#);
    assert_snapshot!(said("[healthcheck]\npath = \"healthz\"\ninterval = \"30\"\nport = 70000\nretries = 0\n"), @r#"
    error[bad-value]: `healthz` is no path of a URL: it must begin with /
      --> pydockstage.toml:2:8
      |
    2 | path = "healthz"
      |        ^^^^^^^^^
      = help: write path = "/healthz"

    error[bad-value]: `30` is no span of time: each number needs a unit: ms, s, m or h
      --> pydockstage.toml:3:12
      |
    3 | interval = "30"
      |            ^^^^
      = help: write interval = "30s"

    error[bad-value]: `70000` is no port: the number is from 1 to 65535
      --> pydockstage.toml:4:8
      |
    4 | port = 70000
      |        ^^^^^
      = help: write port = 5000

    error[bad-value]: `0` is no number of failures: it is from 1 to 1000
      --> pydockstage.toml:5:11
      |
    5 | retries = 0
      |           ^
      = help: write retries = 3
    "#);
}

#[test]
fn a_set_is_made_of_something() {
    assert_snapshot!(said("[requirements.sets]\ndev = {}\n\"../x\" = { files = [\"../y\"] }\n"), @r#"
    error[missing-key]: `requirements.sets.dev` lacks what it is about: one of `files`, `groups`, `extras`
      --> pydockstage.toml:2:7
      |
    2 | dev = {}
      |       ^^
      = help: write sets = { dev = { files = ["requirements/dev.txt"], groups = ["dev"] } }

    error[bad-name]: `../x` is no name of a requirement set: it must begin with a letter or a digit
      --> pydockstage.toml:3:1
      |
    3 | "../x" = { files = ["../y"] }
      | ^^^^^^
      = help: give it another name
    "#);
}

#[test]
fn two_stages_never_share_a_name() {
    assert_snapshot!(said("[stages]\nbuild = \"production\"\n"), @r#"
    error[stage-name-taken]: two stages would be called `production`
      --> pydockstage.toml:2:9
      |
    2 | build = "production"
      |         ^^^^^^^^^^^^
      = note: the stage `production` is called so unless it is renamed
      = help: give it another name, or write another one for stages.production
    "#);
    assert_snapshot!(said("[stages]\nbuild = \"x\"\nproduction = \"x\"\n"), @r#"
    error[stage-name-taken]: two stages would be called `x`
      --> pydockstage.toml:3:14
      |
    3 | production = "x"
      |              ^^^
      = note: `stages.build` has the name from pydockstage.toml:2:9
      = help: give it another name, or write another one for stages.build
    "#);
    assert_snapshot!(said("[stages]\nbuild = \"Build\"\n"), @r#"
    error[bad-value]: `Build` is no stage name: it must begin with a lower-case letter
      --> pydockstage.toml:2:9
      |
    2 | build = "Build"
      |         ^^^^^^^
      = help: write build = "build"
    "#);
}

#[test]
fn directories_of_the_image() {
    assert_snapshot!(said("[paths]\nvenv = \"/usr\"\nproject = \"/project/\"\n"), @r#"
    error[bad-value]: `/usr` is no directory of the image: it is a directory of the system
      --> pydockstage.toml:2:8
      |
    2 | venv = "/usr"
      |        ^^^^^^
      = help: write venv = "/venv"

    error[bad-value]: `/project/` is no directory of the image: a / stands at its end, or twice in a row
      --> pydockstage.toml:3:11
      |
    3 | project = "/project/"
      |           ^^^^^^^^^^^
      = help: write project = "/project"
    "#);
    assert_snapshot!(said("[paths]\nvenv = \"/project/.venv\"\n"), @r#"
    error[nested-directories]: `paths.venv` is /project/.venv, and `paths.project` is /project: the one would hold the other
      --> pydockstage.toml:2:8
      |
    2 | venv = "/project/.venv"
      |        ^^^^^^^^^^^^^^^^
      = help: let them lie beside each other, as /venv and /project do
    "#);
}

#[test]
fn no_toml_is_told_at_its_place() {
    assert_snapshot!(said("python = 3.13.1\n"), @"
    error[invalid-toml]: the file is no TOML: invalid float, expected nothing
      --> pydockstage.toml:1:14
      |
    1 | python = 3.13.1
      |              ^^
      = help: the language is described at https://toml.io/
    ");
    assert_snapshot!(said("python = \"3.13\"\npython = \"3.12\"\n"), @r#"
    error[invalid-toml]: the file is no TOML: duplicate key
      --> pydockstage.toml:2:1
      |
    2 | python = "3.12"
      | ^^^^^^
      = help: the language is described at https://toml.io/
    "#);
    assert_snapshot!(said("python = \"3.13\n"), @r#"
    error[invalid-toml]: the file is no TOML: invalid basic string, expected `"`
      --> pydockstage.toml:1:15
      |
    1 | python = "3.13
      |               ^
      = help: the language is described at https://toml.io/
    "#);
}

#[test]
fn all_faults_are_told_in_the_order_of_the_file() {
    let errors = said(
        "user = \"root\"\n[system]\nruntim = []\nbuild = [\"x\"]\n[env]\n1A = \"\"\n[paths]\nvenv = \"v\"\n",
    );
    let codes: Vec<&str> = errors.lines().filter(|line| line.starts_with("error[")).collect();
    assert_snapshot!(codes.join("\n"), @"
    error[bad-value]: `root` is no user: the production image never runs as root
    error[unknown-key]: `system` has no key `runtim`
    error[bad-value]: `x` is no system package: it must have at least two characters
    error[bad-name]: `1A` is no name of an environment variable: it must begin with a letter or _
    error[bad-value]: `v` is no directory of the image: it must be absolute: begin with /
    ");
}

#[test]
fn no_one_reads_a_thousand_faults() {
    let lines: Vec<String> = (0..1000).map(|number| format!("key{number} = 1\n")).collect();
    assert_eq!(said(&lines.concat()).matches("error[").count(), 100);
}
