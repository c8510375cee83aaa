"""Where a scenario is changed: each edit takes one and gives one, before any arrays exist.

One made of two, with some judgements of either, is `difference.mixed`.
"""
