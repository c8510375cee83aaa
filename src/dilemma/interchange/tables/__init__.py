"""The tables of a scenario: each judgement with the cells that hold it."""
