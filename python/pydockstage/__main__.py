"""``python -m pydockstage`` is the command ``pydockstage``."""

from pydockstage._cli import main

if __name__ == "__main__":
    raise SystemExit(main())
