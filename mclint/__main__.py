"""`python -m mclint`."""

import sys

from mclint.cli import main

if __name__ == "__main__":
    sys.exit(main())
