def scan(base, folder):
    """The packages, none of the base's, that have the libraries which the files below the folder link to."""
    said = "".join(said for _, said in all_traced(folder))
    paths = {os.path.realpath(path) for path in re.findall(r" => (/\S+) \(", said)}
    # A package may list a path as it was before /usr was merged.
    paths.update([re.sub("^/usr", "", path) for path in paths])
    query = subprocess.run(["dpkg-query", "--search", "--", *sorted(paths)], stdout=-1, stderr=-3)
    owners = re.findall(r"^(\S+?)(?:, .*)?: /", query.stdout.decode(), re.MULTILINE)
    for owner in sorted(set(owners)):
        if not pathlib.Path(base, f"{owner}.list").exists():
            print(owner.split(":")[0])

if sys.argv[1] == "scan":
    sys.exit(scan(*sys.argv[2:]))
