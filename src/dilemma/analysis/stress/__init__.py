"""How firm it is: one sampling of everything unknown, the ladder of assumptions, the value of judgements."""
