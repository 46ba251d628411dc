"""Opens the module inspector: ``python main.py [FILE]``; the same as the command ``inspector``."""

import sys

from inspector.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
