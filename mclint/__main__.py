"""`python -m mclint`."""

from mclint.cli import run

if __name__ == "__main__":
    run()
