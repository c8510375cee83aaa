"""The walk: a person is asked, one question at a time, and every answer makes a new state.

Nothing here prints or waits; a terminal, a file of answers and a test ask in the same way.
"""
