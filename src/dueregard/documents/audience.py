"""Who may see a thing. The order is the promise: a wider audience never sees a narrower field."""

from enum import IntEnum


class Audience(IntEnum):
    """From the widest to the narrowest. `NAMED` is only the persons that a record names."""

    PUBLIC = 0
    PARTNER = 1
    PANEL = 2
    COMMITTEE = 3
    FORCE = 4
    NAMED = 5

    def sees(self, field: "Audience") -> bool:
        """True when a reader of this audience may see a field of that audience.

        >>> Audience.FORCE.sees(Audience.PUBLIC), Audience.PUBLIC.sees(Audience.FORCE)
        (True, False)
        """
        return field <= self
