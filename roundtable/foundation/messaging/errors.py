"""Why a message did not leave."""


class NotNow(Exception):
    """What carries it cannot be reached. It is tried again for as long as that takes."""


class Refused(Exception):
    """It will never be taken as it is: somebody has to reach the reader another way."""
