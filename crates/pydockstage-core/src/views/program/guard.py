NOT_FOUND = r"^\s*(\S.*) => not found|version `(\S+)' not found|loading shared library (\S+):"
IMPORTS_OF = """import ast
tree = ast.parse(open({0!r}, "rb").read(), {0!r})
tree.body = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
exec(compile(tree, {0!r}, "exec"))"""

@functools.lru_cache(maxsize=None)
def import_error(statements, folder=""):
    """What Python says to them; nothing where they succeed."""
    program = f"import sys; sys.path[0] = {folder!r}\n{statements}"
    try:
        ran = subprocess.run([sys.executable, "-B", "-c", program], stderr=-1, timeout=120)
    except subprocess.TimeoutExpired:
        return "it did not end within two minutes"
    return ran.returncode and (ran.stderr.decode(errors="replace") or f"Python ended with {ran.returncode}")

def modules(files):
    """The topmost modules among files of site-packages, without those of tests."""
    packages = {file.parent for file in files if file.name == "__init__.py"}
    tops = [".".join(package.parts) for package in packages if not packages.intersection(package.parents)]
    tops += [file.name.split(".")[0] for file in files if len(file.parts) == 1 and file.suffix in (".py", ".so")]
    return sorted(top for top in tops if top.replace(".", "").isidentifier() and top not in ("test", "tests"))

def is_optional(file):
    """Whether it is of a wheel that was built elsewhere and can be imported all the same: a plug-in."""
    for wheel in importlib.metadata.distributions():
        if file in map(wheel.locate_file, wheel.files or ()):
            was_built = re.search("-(many|musl)linux", wheel.read_text("WHEEL") or "")
            return was_built and not import_error(f"import {', '.join(['sys', *modules(wheel.files)])}")
    return False

def help_for(library):
    for path in sorted(pathlib.Path("LISTS").glob("*.list")):
        if f"/{library}\n" in path.read_text():
            package = path.stem.split(":")[0]
            return f'the package {package} has it: add "{package}" to runtime in [tool.pydockstage.system]'
    return f"`pydockstage packages owner {library} --on RELEASE` tells which package has it, if one does"

def libraries(folder, place):
    """What is missing; PLACE is where the files of FOLDER lie when the container runs."""
    users, present = {}, {path.name for path in pathlib.Path(sys.prefix).rglob("*.so*")}
    for path, said in all_traced(folder):
        for name in {"".join(names) for names in re.findall(NOT_FOUND, said, re.MULTILINE)} - present:
            users.setdefault(name, []).append(pathlib.Path(place, path.relative_to(folder)))
    for name, files in sorted(users.items()):
        file = next((file for file in files if not is_optional(file)), None)
        if file:
            yield f"{name} is missing\n  {str(file)!r} cannot be loaded without it\n  {help_for(name)}"
        else:
            print(f"note: {name} is missing, and what {files[0]} came with can be imported without it")

def imports(folder, *names):
    """What can't be imported of the modules below FOLDER, of other modules, of what scripts import."""
    files = [path.relative_to(site) for site in pathlib.Path(folder).rglob("site-packages") for path in site.rglob("*")]
    for name in sorted({*names, *modules(files)}):
        said = import_error(f"import {name}")
        if name.endswith(".py"):
            said = import_error(IMPORTS_OF.format(os.path.abspath(name)), str(pathlib.Path(name).parent))
        if said:
            lost = re.findall(r"(\S+\.so[.\d]*): cannot open shared object", said)
            said = [line for line in said.splitlines() if "<frozen importlib" not in line]
            yield "\n  ".join([f"{name} can't be imported:", *said, *map(help_for, lost)])

faults = list(globals()[sys.argv[1]](*sys.argv[2:]))
if faults:
    print("This image would not work:", *faults, sep="\n\n", file=sys.stderr)
    sys.exit('\nTo build it all the same: guard = false in [tool.pydockstage], or guard = "libraries" for no imports')
