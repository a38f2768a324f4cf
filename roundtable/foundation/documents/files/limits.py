"""How much of a file is looked at. Ours are far from what anybody writes, and near enough."""

from typing import Final

MAX_BYTES: Final = 20_000_000
MAX_ENTRIES: Final = 2_000
MAX_EXPANDED: Final = 200_000_000
# Word packs its plain XML about twenty times; a bomb is packed a thousand times.
MAX_RATIO: Final = 200
RATIO_MATTERS_FROM: Final = 1_000_000
MAX_PIXELS: Final = 50_000_000
MAX_PAGES: Final = 500
MAX_DEPTH: Final = 2

# Seconds for reading pictures by machine; what is not reached counts as unsearched.
OCR_SECONDS: Final = 15.0
OCR_SECONDS_A_PICTURE: Final = 10.0
# Seconds and memory for all of it, in a process of its own.
READING_SECONDS: Final = 30
READING_MEMORY: Final = 2_000_000_000

TOO_LARGE: Final = "The file is too large. The most we can take is 20 MB."
EXPANDS: Final = (
    "The file is packed so that it becomes far too large when it is opened. Save it again from the"
    " program it was written in, and send that."
)
PROTECTED: Final = "The file has a password. Save it without one, and send that."
DAMAGED: Final = (
    "The file is damaged, or is not what its name says. Open it where it was written, save it"
    " again, and send that."
)
PIXELS: Final = "A picture in the file is too large to look at. Make it smaller, and send that."
