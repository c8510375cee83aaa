"""The tables of a template: each judgement of a scenario with the cells that hold it."""
