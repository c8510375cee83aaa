"""An edit that cannot be made."""


class BadSetting(ValueError):
    """A what-if that cannot be meant; the message is for the person who typed it."""


class BadObservation(BadSetting):
    """What was seen cannot be meant: it contradicts itself, or comes from a day not yet reached."""
