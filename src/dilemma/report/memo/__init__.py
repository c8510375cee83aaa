"""The memo: an assessment as a decision-maker reads it, section by section."""
