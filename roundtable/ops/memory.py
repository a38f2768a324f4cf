"""How often a server looks for what it can forget."""

import gc


def look_seldom() -> None:
    """
    Look among what requests leave behind, and not in all of the program each time.

    A page makes thousands of objects at once: looking after every seven hundred, as Python does,
    takes a tenth of its time.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
