ITSELF = pathlib.Path(sys.executable).resolve().read_bytes()[:8192]
LOADER = re.search(rb"/lib[\w/]*/ld-[\w.-]+", ITSELF)[0]
TRACE = {**os.environ, "LD_TRACE_LOADED_OBJECTS": "1"}

def traced(path):
    """What the loader, which runs none of its code, says of a file that is for the same machine as Python itself."""
    readable = path.is_file() and not path.is_symlink() and os.access(path, os.R_OK)
    head = path.open("rb").read(20) if readable else b""
    if (head[:6], head[18:]) != (ITSELF[:6], ITSELF[18:20]):
        return path, ""
    # glibc's loader goes by the variable, musl's by its own name.
    ran = subprocess.run(["ldd", path], executable=LOADER, env=TRACE, stdout=-1, stderr=-2)
    return path, ran.stdout.decode(errors="replace")

def all_traced(folder):
    return multiprocessing.pool.ThreadPool().map(traced, sorted(pathlib.Path(folder).rglob("*")))
