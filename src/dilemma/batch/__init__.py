"""Much work done by one or many workers, in one stable order; it knows nothing of scenarios.

Work is cut into units, which any `concurrent.futures.Executor` may do in any order. What comes back is put in
the order of the units again, and never more than a window of them is held at a time. What was done can be
kept beside the file that is to be written, so that an interrupted run goes on where it stopped.
"""
