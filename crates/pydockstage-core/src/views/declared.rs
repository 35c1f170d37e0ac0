//! What the requirements stage does with requirements that pyproject.toml or setup.cfg declares: a small program writes those of the
//! chosen set to a file. pip has no way to install them without the project itself, and one that reads dependency groups
//! (25.1) is in few of the official images.

use super::instructions::wrapped;
use crate::dockerfile::{
    Alias, BindMount, FlagWord, Item, Mount, Run, RunCommand, Script, ShellText, SyntaxError,
};
use crate::names::DistributionName;
use crate::plan::{Plan, WriteDeclared};
use std::fmt::Write as _;

/// The step as an instruction.
pub(super) fn write(plan: &Plan, declared: &WriteDeclared) -> Result<Item, SyntaxError> {
    let text = ShellText::new(&format!("{} <<\"PYTHON\"", plan.python_program()))?;
    let source = BindMount {
        source: Some(FlagWord::literal(declared.source.as_str())?),
        ..BindMount::new(FlagWord::literal(if is_cfg(declared) {
            "/tmp/setup.cfg"
        } else {
            "/tmp/pyproject.toml"
        })?)
    };
    let program = program(plan, declared)?;
    let command = RunCommand::Shell(Script::with_heredocs(text, vec![program])?);
    Ok(wrapped(Run { mounts: vec![Mount::Bind(source)], ..Run::new(command) }))
}

/// The program, with nothing in it that none of the sets needs.
fn program(plan: &Plan, declared: &WriteDeclared) -> Result<String, SyntaxError> {
    // It stands inside the quotes of the program.
    let folder = Alias::new(declared.folder.trim_start_matches('/'))?;
    let sets = declared.sets.values();
    let (extras, groups) =
        (sets.clone().any(|set| !set.extras.is_empty()), sets.clone().any(|set| !set.groups.is_empty()));
    let (has_names, has_local) = (extras || groups, !declared.local.is_empty());
    let mut text =
        String::from(if is_cfg(declared) { "import configparser\nimport os\n" } else { "import os\n" });
    if has_names || has_local {
        text.push_str("import re\n");
    }
    let read = if is_cfg(declared) {
        READ_CFG
    } else {
        text.push_str(if plan.python.minor < 11 { OLDER } else { "import tomllib\n" });
        READ
    };
    let _ = write!(text, "\nname = os.environ[\"{}\"]\n{read}", declared.argument);
    if has_names {
        text.push_str("# The extras and the dependency groups of each requirement set.\nsets = {\n");
        for (set, taken) in &declared.sets {
            let _ = writeln!(text, "    \"{set}\": ({}, {}),", list(&taken.extras), list(&taken.groups));
        }
        text.push_str(NAMES);
    }
    for (is_so, lines) in [(extras, EXTRAS), (groups, GROUPS)] {
        if is_so {
            text.push_str(lines);
        }
    }
    text.push_str(&local(declared));
    let written = WRITE.replace("FOLDER", &format!("/{}", folder.as_str()));
    if plan.sets.keys().all(|set| declared.sets.contains_key(set)) {
        text.push_str(&written);
    } else {
        // The other sets are made of files.
        let names: Vec<String> = declared.sets.keys().map(|set| format!("\"{set}\"")).collect();
        let _ = writeln!(text, "if name in [{}]:", names.join(", "));
        written.lines().for_each(|line| {
            let _ = writeln!(text, "    {line}");
        });
    }
    Ok(text)
}

/// Whether setup.cfg declares the requirements.
fn is_cfg(declared: &WriteDeclared) -> bool {
    declared.source.file_name() == "setup.cfg"
}

fn list(names: &[DistributionName]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    format!("[{}]", names.join(", "))
}

/// The table of the dependencies that lie in the context, and what it is for.
fn local(declared: &WriteDeclared) -> String {
    let mut lines = String::new();
    if declared.local.is_empty() {
        return lines;
    }
    lines.push_str("local = {\n");
    for (name, local) in &declared.local {
        // JSON's strings are Python's.
        let path = serde_json::Value::from(format!("./{}", local.path));
        let _ = writeln!(lines, "    \"{name}\": ({path}, {}),", list(&local.needs));
    }
    lines.push_str(LOCAL);
    lines
}

const OLDER: &str = "try:\n    import tomllib\nexcept ImportError:  # before Python 3.11\n    \
                     import pip._vendor.tomli as tomllib\n";

const READ: &str = r#"with open("/tmp/pyproject.toml", "rb") as file:
    pyproject = tomllib.load(file)
project = pyproject.get("project", {})
lines = project.get("dependencies", [])
"#;

/// As setuptools reads a list: one on each line, or on a single line with semicolons between them (setuptools
/// documentation, "Configuring setuptools using setup.cfg files", "Specifying values").
const READ_CFG: &str = r##"
def listed(text):
    lines = text.splitlines() if "\n" in text else text.split(";")
    return [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]

settings = configparser.ConfigParser(interpolation=None)
settings.read("/tmp/setup.cfg", encoding="utf-8")
extras_require = settings["options.extras_require"] if "options.extras_require" in settings else {}
project = {"optional-dependencies": {extra: listed(text) for extra, text in extras_require.items()}}
lines = listed(settings.get("options", "install_requires", fallback=""))
"##;

const NAMES: &str = r#"}

def lines_of(tables, wanted):
    normal = {re.sub("[-_.]+", "-", key).lower(): lines for key, lines in tables.items()}
    for line in normal[re.sub("[-_.]+", "-", wanted).lower()]:
        yield from [line] if isinstance(line, str) else lines_of(tables, line["include-group"])

extras, groups = sets.get(name, ([], []))
"#;

const EXTRAS: &str =
    "for extra in extras:\n    lines += lines_of(project[\"optional-dependencies\"], extra)\n";

const GROUPS: &str = "for group in groups:\n    lines += lines_of(pyproject[\"dependency-groups\"], group)\n";

/// Puts the path in the place of the name, and behind the paths of what only those projects depend on.
const LOCAL: &str = r#"}
listed = set()
for index, line in enumerate(lines):
    found = re.match("[A-Za-z0-9._-]+", line)
    wanted = re.sub("[-_.]+", "-", found[0]).lower() if found else ""
    if wanted in local:
        extras = re.match(r"\s*(\[[^]]*\])?", line[found.end():])[1] or ""
        marker = "".join(line.partition(";")[1:])
        lines[index] = f"{local[wanted][0]}{extras} {marker}".strip()
        listed.add(wanted)
waiting = [other for wanted in sorted(listed) for other in local[wanted][1]]
while waiting:
    other = waiting.pop()
    if other not in listed:
        listed.add(other)
        lines.append(local[other][0])
        waiting += local[other][1]
"#;

const WRITE: &str = r#"os.makedirs(f"FOLDER/{name}", exist_ok=True)
with open(f"FOLDER/{name}/declared.txt", "w") as file:
    file.writelines(f"{line}\n" for line in dict.fromkeys(lines))
"#;
