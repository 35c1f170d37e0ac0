"""Makes the pages of the reference that say again what the code says: ``python docs/make.py``.

- ``reference/cli.md`` from the command's own help
- ``reference/spec.md`` from the JSON schema of the spec
- ``reference/python.md`` from the stub of the package
- ``messages/``: a page for each code, from ``messages.toml`` and the cases in ``tests/messages``

``--check`` writes nothing and fails when a page is not what would be made.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
MADE = "<!-- Made by docs/make.py: change what it is made from. -->\n\n"


def command(*arguments: str) -> str:
    """What the command prints."""
    program = [sys.executable, "-m", "pydockstage", *arguments]
    return subprocess.run(program, check=True, capture_output=True, text=True, env={"COLUMNS": "100"}).stdout


def cli() -> str:
    """The page of the command: the help of each of its commands."""

    def sections(path: list[str]) -> Iterator[str]:
        text = command(*path, "--help")
        yield f"## {' '.join(['pydockstage', *path])}\n\n```text\n{text.rstrip()}\n```\n"
        listed = re.search(r"^Commands:\n((?:  .*\n|\n(?=  ))*)", text, re.MULTILINE)
        for name in re.findall(r"^  ([a-z-]+)(?: |$)", listed[1], re.MULTILINE) if listed else []:
            if name != "help":
                yield from sections([*path, name])

    return "# The command\n\n" + "\n".join(sections([]))


def spec() -> str:
    """The page of the spec: each key with its default and an example."""
    schema = json.loads(command("schema"))
    definitions = schema.get("$defs", {})

    def toml(value: object) -> str:
        if isinstance(value, dict):
            inner = ", ".join(f"{key(name)} = {toml(item)}" for name, item in value.items())
            return f"{{ {inner} }}" if inner else "{}"
        if isinstance(value, list):
            return f"[{', '.join(toml(item) for item in value)}]"
        return json.dumps(value, ensure_ascii=False)

    def key(name: str) -> str:
        return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name)

    def resolved(entry: dict[str, object]) -> dict[str, object]:
        reference = entry.get("$ref")
        if isinstance(reference, str):
            return {**definitions[reference.rsplit("/", 1)[-1]], **entry}
        return entry

    def table(path: str, section: dict[str, object]) -> Iterator[str]:
        properties = section.get("properties", {})
        assert isinstance(properties, dict)
        deeper = []
        for name, raw in properties.items():
            entry = resolved(raw)
            full = f"{path}.{name}" if path else name
            yield f"### `{full}`\n\n{entry.get('description', '')}\n"
            lines = []
            if "default" in entry:
                lines.append(f"- Default: `{toml(entry['default'])}`")
            if isinstance(entry.get("enum"), list):
                words = entry["enum"]
                assert isinstance(words, list)
                lines.append(f"- One of: {', '.join(f'`{word}`' for word in words)}")
            examples = entry.get("examples")
            if isinstance(examples, list) and examples:
                lines.append(f"- Example: `{name} = {toml(examples[0])}`")
            if lines:
                yield "\n".join(lines) + "\n"
            if isinstance(entry.get("properties"), dict):
                deeper.append((full, entry))
        for full, entry in deeper:
            yield f"## `[tool.pydockstage.{full}]`\n"
            yield from table(full, entry)

    beginning = (
        "# The spec\n\nWhat the owner of a project wishes of its image: the table `[tool.pydockstage]` of "
        "pyproject.toml, or the same keys at the top level of pydockstage.toml. Whatever can be found out need not be "
        "written; what is written is never overruled.\n\nFor editors, `pydockstage schema` prints the JSON schema.\n\n"
        "## `[tool.pydockstage]`\n\n"
    )
    return beginning + "\n".join(table("", schema))


def python() -> str:
    """The page of the Python package: each public name of the stub with its docstring."""
    stub = ROOT / "python" / "pydockstage" / "_core.pyi"
    module = ast.parse(stub.read_text(encoding="utf-8"))
    public = set()
    for node in module.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "__all__":
            public = set(ast.literal_eval(node.value))

    def signature(node: ast.FunctionDef) -> str:
        bare = ast.FunctionDef(
            node.name, node.args, [ast.Expr(ast.Constant(...))], [], node.returns, lineno=0, col_offset=0
        )
        return ast.unparse(ast.fix_missing_locations(bare)).removesuffix("...").strip().removesuffix(":").strip()

    def documented(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
        for node, after in zip(body, [*body[1:], None], strict=True):
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield signature(node), ast.get_docstring(node) or ""
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                is_text = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                text = str(after.value.value) if is_text else ""  # type: ignore[union-attr]
                yield f"{node.target.id}: {ast.unparse(node.annotation)}", text.strip()

    parts = [
        "# Python\n\n`import pydockstage` costs next to nothing: the extension module, and nothing else, is loaded "
        "when the first name is asked for, which takes about a millisecond.\n",
        "All values are immutable, so threads share them freely, and each call that reads, plans, writes or renders "
        "lets the other threads run meanwhile. The module declares that it needs no global interpreter lock; it was "
        "not yet tried with a free-threaded CPython. A second interpreter within a process is not supported: from "
        "Python 3.12 on the import raises `ImportError` there, and the first interpreter goes on.\n",
    ]
    for node in module.body:
        if isinstance(node, ast.FunctionDef) and node.name in public:
            parts.append(f"## `{node.name}`\n\n```text\n{signature(node)}\n```\n\n{ast.get_docstring(node) or ''}\n")
        elif isinstance(node, ast.ClassDef) and node.name in public:
            bases = ", ".join(ast.unparse(base) for base in node.bases)
            about = f" ({bases})" if bases else ""
            parts.append(f"## `{node.name}`{about}\n\n{ast.get_docstring(node) or ''}\n")
            for head, text in documented(node.body):
                parts.append(f"- `{head}`" + (f": {' '.join(text.split())}" if text else ""))
            parts.append("")
    return "\n".join(parts).replace("``", "`").replace(":func:", "").replace(":class:", "").replace(":meth:", "") + "\n"


def examples() -> dict[str, list[tuple[str, str]]]:
    """The messages of the cases, by code: the case's name and the text."""
    found: dict[str, list[tuple[str, str]]] = {}
    for case in sorted((ROOT / "tests" / "messages").iterdir()):
        # What a rule finds is what was asked for, and stands on the standard output.
        for said in filter(Path.is_file, (case / "expected.txt", case / "stdout.txt")):
            for text in re.split(r"\n\n(?=error\[)", said.read_text(encoding="utf-8")):
                code = re.match(r"error\[([a-z0-9-]+)\]", text)
                if code and len(text) < 4000:
                    found.setdefault(code[1], []).append((case.name, text.rstrip()))
    return found


def messages() -> dict[str, str]:
    """A page for each code, and the list of them."""
    with open(DOCS / "messages.toml", "rb") as file:
        explained = tomllib.load(file)
    cases = examples()
    pages = {}
    rows = []
    for code, text in sorted(explained.items()):
        shown = cases.get(code, [])
        shortest = sorted(shown, key=lambda case: (len(case[1]), case[0]))[:2]
        example = "".join(f"\n```text\n{text}\n```\n" for _, text in shortest)
        heading = "## As it is shown\n" if shortest else ""
        pages[f"{code}.md"] = f"# {code}\n\n{text['text'].strip()}\n\n{heading}{example}"
        rows.append(f"- [`{code}`]({code}.md): {text['title']}")
    about = (
        "# Messages\n\nEach message has a code, in brackets behind `error`. A code keeps its meaning over versions, "
        "and `--format json` gives it as `code`.\n\n"
    )
    pages["index.md"] = about + "\n".join(rows) + "\n"
    return pages


def picture() -> str:
    """The stages of the article's project, as the command draws them."""
    return command("graph", str(ROOT / "examples" / "flask-ldap"), "--language=svg")


def main() -> int:
    """Writes the pages, or compares them."""
    pages = {
        DOCS / "reference" / "cli.md": cli(),
        DOCS / "reference" / "spec.md": spec(),
        DOCS / "explanation" / "stages.svg": picture(),
        DOCS / "reference" / "python.md": python(),
        **{DOCS / "messages" / name: text for name, text in messages().items()},
    }
    stale = []
    for path, text in pages.items():
        text = MADE + text.rstrip() + "\n"
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(path)
            if "--check" not in sys.argv:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8", newline="\n")
    for path in stale:
        print(f"{path.relative_to(ROOT)}: {'not up to date' if '--check' in sys.argv else 'written'}")
    if stale and "--check" in sys.argv:
        print("to make them: python docs/make.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
