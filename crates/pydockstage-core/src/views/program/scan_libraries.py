def scan(base, folder):
    """What packages provide, none of the base's, as libraries that the files below the folder link to."""
    said = "".join(said for _, said in all_traced(folder))
    # Packages install below these folders; what lies elsewhere came with the files, or is nobody's.
    found = re.findall(r"^\s*(\w[\w.+-]*) => ((?:/usr)?/lib\S*) \(", said, re.MULTILINE)
    missing = [(name, path) for name, path in found if not os.path.lexists(base + path)]
    for name in sorted({name for name, path in missing if not path.startswith(f"{folder}/")}):
        print(CAPABILITY)

if sys.argv[1] == "scan":
    sys.exit(scan(*sys.argv[2:]))
