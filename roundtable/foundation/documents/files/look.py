"""
Looking into one file, in a process of its own.

What strangers send is read by programs that were not written for enemies. So that happens in a
process with little memory and little time. Plain values come back from it, and the copy that leaves.
"""

import json
import resource
import subprocess
import sys
from dataclasses import asdict

from roundtable.foundation.documents.files import limits
from roundtable.foundation.documents.files.findings import Findings, Passage
from roundtable.foundation.documents.files.kinds import FileKind, kind_of
from roundtable.foundation.documents.files.leaving import copy_to_leave
from roundtable.foundation.documents.files.pdf import look_into_pdf
from roundtable.foundation.documents.files.pictures import Pictures
from roundtable.foundation.documents.files.word import NOT_WORD, look_into_word


def look_into(data: bytes) -> Findings:
    """Return what a file holds, or why it is refused; whatever it does, within the time set."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", __name__],
            input=data,
            capture_output=True,
            timeout=limits.READING_SECONDS,
            check=True,
        )
        told, _, leaves = done.stdout.partition(b"\n")
        answer = json.loads(told)
    except (subprocess.SubprocessError, ValueError):
        return Findings(refused=[limits.DAMAGED])
    return Findings(
        refused=answer["refused"],
        passages=[Passage(**one) for one in answer["passages"]],
        unsearched=answer["unsearched"],
        leaves=leaves,
    )


def look_here(data: bytes, pictures: Pictures | None = None, *, depth: int = 0) -> Findings:
    """The same in this process: for the one below, and for what is attached to a file."""
    pictures = pictures or Pictures()
    kind = kind_of(data)
    if kind is None or depth > limits.MAX_DEPTH:
        return Findings(refused=[NOT_WORD])
    if kind is FileKind.WORD:
        return look_into_word(data, pictures)
    if kind is not FileKind.PDF:
        found = Findings()
        pictures.read("picture", data, found)
        return found
    found, attached = look_into_pdf(data, pictures)
    for name, content in attached.items():
        found.take(look_here(content, pictures, depth=depth + 1), within=f"attached file {name}")
    return found


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.READING_MEMORY, limits.READING_MEMORY))
    data = sys.stdin.buffer.read()
    found = look_here(data)
    leaves = copy_to_leave(data) if not found.refused else b""
    told = json.dumps(asdict(found) | {"leaves": None})
    sys.stdout.buffer.write(told.encode() + b"\n" + leaves)


if __name__ == "__main__":
    _main()
