"""What the program ends with; 0 is an answer."""

from __future__ import annotations

FILE_AT_FAULT = 1
COMMAND_AT_FAULT = 2
INTERNAL_ERROR = 70  # a bug in dilemma; `EX_SOFTWARE` of sysexits.h
CHOICE_MOVED = 3  # of `diff`, where it is asked for
INTERRUPTED = 130  # what a shell reports of a program stopped by Ctrl-C
READER_GONE = 141  # what a shell reports of a program that wrote to a closed pipe, such as `| head -1`
SIGNALLED = 128
"""A shell adds the number of the signal that ended a program to it."""
