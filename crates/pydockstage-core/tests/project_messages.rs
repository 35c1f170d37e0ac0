//! What people read when the requirements of a project can't be understood: each fault with the files that lead to it.

mod project_message;
mod project_tree;

use project_message::{message, message_with};
use project_tree::tree;
use pydockstage_core::project::{Project, ReadOptions};
use pydockstage_core::report::Message;

/// The message about a `requirements.txt` with that text.
fn message_of(text: &str) -> String {
    message(&[("requirements.txt", text)])
}

#[test]
fn nothing_that_makes_a_project() {
    insta::assert_snapshot!(message(&[("README.md", "")]), @r#"
    error[no-project]: no Python project was found in PROJECT
      = note: looked for a folder requirements/ with *.txt files, for requirements.txt, for a pyproject.toml with [project], [build-system] or [dependency-groups], for setup.cfg and for setup.py
      = help: run it in the folder of the project, or name that folder
      = help: a project without dependencies needs no more than an empty requirements.txt
    "#);
}

#[test]
fn a_root_that_is_missing_or_a_file() {
    let root = tree(&[("file", "")]);
    for (name, expected) in [("none", "no-such-folder"), ("file", "not-a-folder")] {
        let error = Project::read(&root.path().join(name)).unwrap_err();
        assert_eq!(Message::from(&error).code, expected);
    }
}

#[test]
fn a_folder_and_a_file_that_differ() {
    insta::assert_snapshot!(message(&[("requirements/base.txt", "flask"), ("requirements.txt", "django")]), @r#"
    error[two-layouts]: both the folder requirements and the file requirements.txt hold requirements, and not the same
      = note: which of them was to be installed can't be known
      = help: say which, in pyproject.toml:
              [tool.pydockstage.requirements]
              directory = "requirements"
      = help: where the file at the root was meant:
              [tool.pydockstage.requirements]
              directory = "."
      = help: or let the one point to the other, with the single line -r requirements/base.txt in requirements.txt
    "#);
}

#[test]
fn no_default_set() {
    insta::assert_snapshot!(message(&[("requirements/web.txt", "flask"), ("requirements/worker.txt", "celery")]), @r#"
    error[no-default-set]: none of the requirement sets is the default
      = note: known sets: web, worker
      = note: `base` would be the default, or the only one
      = help: say which, in pyproject.toml:
              [tool.pydockstage.requirements]
              default = "web"
    "#);
}

#[test]
fn a_default_set_that_is_not_there() {
    let options = ReadOptions { default_set: "dve".parse().ok(), ..ReadOptions::default() };
    let files = [("requirements/base.txt", "flask"), ("requirements/dev.txt", "-r base.txt")];
    insta::assert_snapshot!(message_with(&files, &options), @r#"
    error[unknown-set]: there is no requirement set `dve`
      = note: known sets: base, dev
      = help: did you mean dev?
    "#);
}

#[test]
fn a_folder_without_requirements_files() {
    let options = ReadOptions { requirements_directory: "deps".parse().ok(), ..ReadOptions::default() };
    insta::assert_snapshot!(message_with(&[("deps/readme", "")], &options), @r#"
    error[no-requirements]: the folder deps has no *.txt file with requirements
      = note: a file that others include with -c is only there for constraints
      = help: write deps/base.txt, or name another folder
    "#);
}

#[test]
fn a_loop_of_includes() {
    let files = [
        ("requirements/base.txt", "flask\n-r dev.txt\n"),
        ("requirements/dev.txt", "# for development\n-r base.txt\n"),
    ];
    insta::assert_snapshot!(message(&files), @r#"
    error[include-loop]: requirements/base.txt includes itself
      --> requirements/dev.txt:2:4
      |
    2 | -r base.txt
      |    ^^^^^^^^
      = note: requirements/base.txt:2 includes requirements/dev.txt
      = note: requirements/dev.txt:2 includes requirements/base.txt
      = help: take one of the includes out
    "#);
}

#[test]
fn an_include_that_is_missing() {
    let files = [
        ("requirements/base.txt", "-r common.txt\n"),
        ("requirements/common.txt", "flask\n-c  constraint.txt # misspelt\n"),
        ("requirements/constraints.txt", "flask<3\n"),
    ];
    insta::assert_snapshot!(message(&files), @r#"
    error[missing-include]: there is no file requirements/constraint.txt to include
      --> requirements/common.txt:2:5
      |
    2 | -c  constraint.txt # misspelt
      |     ^^^^^^^^^^^^^^
      = note: an include is looked for from the folder of the file that includes it
      = note: requirements/base.txt:1 includes requirements/common.txt
      = help: did you mean constraints.txt?
    "#);
}

#[test]
fn an_include_that_leads_out() {
    insta::assert_snapshot!(message(&[("requirements/base.txt", "-r ../../other/base.txt")]), @r#"
    error[outside-project]: the include ../../other/base.txt leads out of the project
      --> requirements/base.txt:1:4
      |
    1 | -r ../../other/base.txt
      |    ^^^^^^^^^^^^^^^^^^^^
      = note: a build sees nothing but the project's folder, and follows no link out of it
      = help: move or copy the file into the project
    "#);
}

#[test]
fn an_include_that_is_a_folder() {
    insta::assert_snapshot!(message(&[("requirements.txt", "-r requirements"), ("requirements/readme", "")]), @r#"
    error[not-a-file]: requirements is a folder, and can't be included
      --> requirements.txt:1:4
      |
    1 | -r requirements
      |    ^^^^^^^^^^^^
      = help: name one of the files in it
    "#);
}

#[test]
fn an_include_with_a_variable() {
    insta::assert_snapshot!(message_of("-r ${STAGE}.txt"), @r#"
    error[variable-in-include]: which file `${STAGE}.txt` is depends on an environment variable
      --> requirements.txt:1:4
      |
    1 | -r ${STAGE}.txt
      |    ^^^^^^^^^^^^
      = note: the Dockerfile names the files that a requirement set needs
      = help: write the file's name out; variables may stand in addresses
    "#);
}

#[test]
fn a_password_in_an_address() {
    insta::assert_snapshot!(message_of("--index-url https://me:hunter2@example.org/simple\n"), @r#"
    error[secret-in-url]: a password or an access token is written in an address
      --> requirements.txt:1:24
      |
    1 | --index-url https://me:****@example.org/simple
      |                        ^^^^
      = note: whoever can read the file, its history or the image could use it
      = help: write the address without it: the build is handed name and password as secrets, as `generate` then says
      = help: or with variables, in a requirements file, a Pipfile or a source of PDM:
              https://${INDEX_USER}:${INDEX_PASSWORD}@example.org/simple
      = help: and change the password: it was written down
    "#);
}

#[test]
fn a_token_in_an_address() {
    insta::assert_snapshot!(message_of("library @ git+https://ghp_0123456789@example.org/a/b.git\n"), @r#"
    error[secret-in-url]: a password or an access token is written in an address
      --> requirements.txt:1:23
      |
    1 | library @ git+https://****@example.org/a/b.git
      |                       ^^^^
      = note: whoever can read the file, its history or the image could use it
      = help: write the address without it: the build is handed name and password as secrets, as `generate` then says
      = help: or with variables, in a requirements file, a Pipfile or a source of PDM:
              https://${INDEX_USER}:${INDEX_PASSWORD}@example.org/simple
      = help: and change the password: it was written down
    "#);
}

#[test]
fn another_fault_on_a_line_with_a_password() {
    let said = message_of("flask = 3 # see https://me:hunter2@example.org/\n");
    assert!(!said.contains("hunter2"), "{said}");
    insta::assert_snapshot!(said, @r#"
    error[invalid-requirement]: `=` compares nothing
      --> requirements.txt:1:7
      |
    1 | flask = 3 # see https://me:****@example.org/
      |       ^
      = help: write == for exactly that version
    "#);
}

#[test]
fn an_equals_sign_alone() {
    insta::assert_snapshot!(message_of("flask\nrequests=2.31.0\n"), @r#"
    error[invalid-requirement]: `=` compares nothing
      --> requirements.txt:2:9
      |
    2 | requests=2.31.0
      |         ^
      = help: write == for exactly that version
    "#);
}

#[test]
fn a_version_that_is_none() {
    insta::assert_snapshot!(message_of("flask>=two,<4\n"), @r#"
    error[invalid-requirement]: `>=two` is no version specifier
      --> requirements.txt:1:6
      |
    1 | flask>=two,<4
      |      ^^^^^
      = help: write it as in >=2.1 or ==2.1.* (PEP 440)
    "#);
}

#[test]
fn two_requirements_on_a_line() {
    insta::assert_snapshot!(message_of("flask requests\n"), @r#"
    error[invalid-requirement]: this is no version specifier
      --> requirements.txt:1:7
      |
    1 | flask requests
      |       ^^^^^^^^
      = help: behind a name stands a version, as in flask>=2, an address, as in flask @ https://example.org/flask.zip, or a marker behind a semicolon
    "#);
}

#[test]
fn a_marker_with_a_misspelt_variable() {
    insta::assert_snapshot!(message_of("flask ; \\\n  pyton_version < \"3.9\"\n"), @r#"
    error[invalid-requirement]: a marker compares a variable with a text in quotes
      --> requirements.txt:2:3
      |
    2 |   pyton_version < "3.9"
      |   ^^^^^^^^^^^^^
      = help: write it as in ; python_version < "3.11" or ; sys_platform == "linux"
    "#);
}

#[test]
fn a_marker_without_quotes() {
    insta::assert_snapshot!(message_of("flask ; python_version < 3.9\n"), @r#"
    error[invalid-requirement]: a marker compares a variable with a text in quotes
      --> requirements.txt:1:26
      |
    1 | flask ; python_version < 3.9
      |                          ^^^
      = help: write it as in ; python_version < "3.11" or ; sys_platform == "linux"
    "#);
}

#[test]
fn an_option_of_the_command_line() {
    insta::assert_snapshot!(message_of("--upgrade\nflask\n"), @r#"
    error[unknown-option]: `--upgrade` is no option of a requirements file
      --> requirements.txt:1:1
      |
    1 | --upgrade
      | ^^^^^^^^^
      = help: take it out: the build installs into an empty environment, with its own options
    "#);
}

#[test]
fn a_misspelt_option() {
    insta::assert_snapshot!(message_of("--index-ulr https://example.org/simple\n"), @r#"
    error[unknown-option]: `--index-ulr` is no option of a requirements file
      --> requirements.txt:1:1
      |
    1 | --index-ulr https://example.org/simple
      | ^^^^^^^^^^^
      = help: did you mean --index-url?
    "#);
}

#[test]
fn a_shortened_option_that_could_be_several() {
    insta::assert_snapshot!(message_of("--no flask\n"), @r#"
    error[ambiguous-option]: `--no` could be more than one option
      --> requirements.txt:1:1
      |
    1 | --no flask
      | ^^^^
      = help: write it out: --no-index or --no-binary
    "#);
}

#[test]
fn a_hash_that_is_none() {
    insta::assert_snapshot!(message_of("flask==3.0.0 --hash=md5:0123\n"), @r#"
    error[invalid-hash]: `md5:0123` is no hash of an archive
      --> requirements.txt:1:14
      |
    1 | flask==3.0.0 --hash=md5:0123
      |              ^^^^^^^^^^^^^^^
      = help: write it as in --hash=sha256:DIGITS; pip takes sha256, sha384 and sha512
    "#);
}

#[test]
fn a_quote_that_is_not_closed() {
    insta::assert_snapshot!(message_of("-r \"with blank.txt\n"), @r#"
    error[unclosed-quote]: a quote is not closed
      --> requirements.txt:1:4
      |
    1 | -r "with blank.txt
      |    ^
      = help: close it on the same line, or put a \ before it
    "#);
}

#[test]
fn a_path_below_the_file_and_not_below_the_root() {
    let files = [("requirements/base.txt", "-e ./library\n"), ("requirements/library/setup.py", "")];
    insta::assert_snapshot!(message(&files), @r#"
    error[missing-path]: there is no file or folder `./library` to install from
      --> requirements/base.txt:1:4
      |
    1 | -e ./library
      |    ^^^^^^^^^
      = note: pip looks for a path from the folder where it is run: the project's root
      = help: did you mean ./requirements/library?
    "#);
}

#[test]
fn a_folder_that_can_not_be_installed() {
    insta::assert_snapshot!(message(&[("requirements.txt", "./library\n"), ("library/code.py", "")]), @r#"
    error[not-installable]: the folder library can't be installed: it has neither pyproject.toml nor setup.py
      --> requirements.txt:1:1
      |
    1 | ./library
      | ^^^^^^^^^
      = help: add a pyproject.toml to it, as in
              [build-system]
              requires = ["setuptools>=61"]
              build-backend = "setuptools.build_meta"

              [project]
              name = "library"
              version = "1.0"
    "#);
}

#[test]
fn a_requirements_file_as_a_requirement() {
    insta::assert_snapshot!(message(&[("requirements.txt", "./more.txt\n"), ("more.txt", "flask")]), @r#"
    error[not-an-archive]: more.txt is neither a wheel nor a source archive
      --> requirements.txt:1:1
      |
    1 | ./more.txt
      | ^^^^^^^^^^
      = help: if it is a requirements file, include it: -r more.txt
    "#);
}

#[test]
fn a_path_outside_the_project() {
    insta::assert_snapshot!(message_of("-e ../library\n"), @r#"
    error[outside-project]: `../library` leads out of the project
      --> requirements.txt:1:4
      |
    1 | -e ../library
      |    ^^^^^^^^^^
      = note: a build sees nothing but the project's folder, and follows no link out of it
      = help: move or copy it into the project, or install it from a package index
    "#);
}

#[test]
fn a_scheme_that_pip_does_not_know() {
    insta::assert_snapshot!(message_of("git://example.org/library.git\n"), @r#"
    error[invalid-requirement]: `git://example.org/library.git` is no address from which pip could install in a build
      --> requirements.txt:1:1
      |
    1 | git://example.org/library.git
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: write https://, git+https:// or git+ssh://; what lies in the project is named by its path, as in ./library
    "#);
}

#[test]
fn a_link_to_a_repository_without_a_name() {
    insta::assert_snapshot!(message_of("-e git+https://example.org/library.git\n"), @r#"
    error[invalid-requirement]: a repository that is installed as a link (-e) must say what it is called
      --> requirements.txt:1:4
      |
    1 | -e git+https://example.org/library.git
      |    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = help: put the name first: -e "library @ git+https://example.org/library.git"
    "#);
}

#[test]
fn an_editable_constraint() {
    let files = [("requirements.txt", "-c bounds.txt\n"), ("bounds.txt", "-e .\n"), ("setup.py", "")];
    insta::assert_snapshot!(message(&files), @r#"
    error[not-a-constraint]: a constraint is a name with versions; it can't be a link (-e), have extras, or lack a name
      --> bounds.txt:1:4
      |
    1 | -e .
      |    ^
      = note: requirements.txt:1 includes bounds.txt
      = help: write it as in `flask<3`, or require it in a file that is included with -r
    "#);
}

#[test]
fn another_encoding_that_is_declared() {
    insta::assert_snapshot!(message_of("# coding: latin-1\nflask\n"), @r#"
    error[not-utf-8]: the file declares the encoding `latin-1`, and only UTF-8 is read
      --> requirements.txt:1:11
      |
    1 | # coding: latin-1
      |           ^^^^^^^
      = help: save it in UTF-8 and take the declaration out
    "#);
}

#[test]
fn bytes_that_are_no_utf_8() {
    let root = tree(&[("requirements/base.txt", "-r more.txt\n")]);
    std::fs::write(root.path().join("requirements/more.txt"), b"flask\n# caf\xe9\n").unwrap();
    let error = Project::read(root.path()).unwrap_err();
    insta::assert_snapshot!(Message::from(&error), @r#"
    error[not-utf-8]: requirements/more.txt is not in UTF-8
      --> requirements/more.txt:2
      = note: it is included at requirements/base.txt:1:4
      = help: save it in UTF-8
    "#);
}

#[test]
fn text_in_utf_16() {
    let root = tree(&[]);
    std::fs::write(root.path().join("requirements.txt"), b"\xff\xfef\0l\0").unwrap();
    let error = Project::read(root.path()).unwrap_err();
    insta::assert_snapshot!(Message::from(&error), @r#"
    error[not-utf-8]: requirements.txt begins with the mark of UTF-16
      --> requirements.txt
      = note: PowerShell's `>` writes so: `pip freeze > requirements.txt`
      = help: save it in UTF-8
    "#);
}

#[test]
fn a_folder_in_place_of_a_file() {
    insta::assert_snapshot!(message(&[("pyproject.toml/readme", "")]), @r#"
    error[not-a-file]: pyproject.toml is a folder, and a file is expected
      --> pyproject.toml
      = help: move the folder away, or name the file inside it
    "#);
}

#[test]
fn a_file_that_is_too_long() {
    let root = tree(&[]);
    std::fs::write(root.path().join("requirements.txt"), vec![b'\n'; 17 * 1024 * 1024]).unwrap();
    let error = Project::read(root.path()).unwrap_err();
    insta::assert_snapshot!(Message::from(&error), @r#"
    error[file-too-long]: requirements.txt has 17 MiB, and 16 are the most that is read
      --> requirements.txt
      = help: is it the right file?
    "#);
}
