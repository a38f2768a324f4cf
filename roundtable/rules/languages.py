"""Which language is asked for, and whether an interpreter has it: dialects come after a comma."""

from collections.abc import Iterable


def each_language(asked: Iterable[str]) -> tuple[str, ...]:
    """Return what is asked for, once each: what says more of the same language stands for both."""
    once = {one.strip().casefold(): one.strip() for one in sorted(asked)}
    return tuple(
        words
        for key, words in sorted(once.items())
        if not any(other != key and _is_of(other, key) for other in once)
    )


def speaks(languages: Iterable[str], asked: str) -> bool:
    """Return whether somebody with these languages can interpret what is asked for."""
    wanted = asked.strip().casefold()
    return any(_is_of(wanted, one.strip().casefold()) for one in languages)


def _is_of(words: str, language: str) -> bool:
    """Whether the words name this language, with or without a dialect."""
    return words == language or words.startswith((f"{language},", f"{language} "))
