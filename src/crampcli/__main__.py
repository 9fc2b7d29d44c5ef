"""``python -m crampcli`` is ``cramp``."""

from crampcli.cli import main

if __name__ == "__main__":
    main()
