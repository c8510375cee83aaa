"""An edit that cannot be made."""


class BadSetting(ValueError):
    """A what-if that cannot be meant; the message is for the person who typed it."""
