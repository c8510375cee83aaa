"""Runs the program as `python -m dilemma`."""

from dilemma.cli import main

if __name__ == "__main__":
    main()
