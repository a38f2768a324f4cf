"""The drawing that `.importlinter` holds, as something tests can ask."""

import configparser
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = CHECKOUT / "roundtable"


def layers(container: str) -> list[list[str]]:
    """Return the folders of `container` from top to bottom, siblings together."""
    contracts = configparser.ConfigParser()
    contracts.read(CHECKOUT / ".importlinter")
    for contract in contracts.values():
        if contract.get("containers") == container:
            lines = contract["layers"].split("\n")
            return [[part.strip() for part in line.split("|")] for line in lines if line.strip()]
    raise LookupError(f"no contract for {container}")


def containers() -> list[str]:
    contracts = configparser.ConfigParser()
    contracts.read(CHECKOUT / ".importlinter")
    return [contract["containers"] for contract in contracts.values() if "containers" in contract]


def height(module: str) -> tuple[int, ...]:
    """Return where a module of ours stands: greater is higher, equal are the same or siblings."""
    heights: list[int] = []
    container, _, rest = module.partition(".")
    while rest and container in containers():
        name, _, rest = rest.partition(".")
        from_the_top = next(
            place for place, siblings in enumerate(layers(container)) if name in siblings
        )
        heights.append(-from_the_top)
        container = f"{container}.{name}"
    return tuple(heights)
