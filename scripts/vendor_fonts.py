"""
Fetch the fonts that letters are set in, and note which characters each can print.

Run by hand, with the versions below changed, when a newer font is wanted; the result is
committed, so neither an installation nor a letter ever needs the network:

    .venv/bin/python -m pip install fonttools   # reads the character tables; not a dependency
    .venv/bin/python scripts/vendor_fonts.py

Each font comes unmodified, as TTF, with its licence (SIL Open Font License 1.1; DejaVu's own).
No font here has Chinese, Japanese, Korean, Thai or Ethiopic: they are large. To add one, add a line.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

FONTS = Path(__file__).parents[1] / "roundtable" / "foundation" / "documents" / "fonts"

# Package, version, file within it, SHA-256 of that file. In the order in which a letter looks for
# a character: the first font that has it prints it.
VENDORED = [
    (
        "@expo-google-fonts/atkinson-hyperlegible-next",
        "0.4.1",
        "400Regular/AtkinsonHyperlegibleNext_400Regular.ttf",
        "60f8c1a1b2e7da47ff7af95c3e5b5b1232ca5b3771e93eb587784f08fb1e6650",
    ),
    (
        "@expo-google-fonts/atkinson-hyperlegible-next",
        "0.4.1",
        "700Bold/AtkinsonHyperlegibleNext_700Bold.ttf",
        "4ba7415b7095e546720446b6d47daa95d6f482d9fd40c729793e21d67cc9f366",
    ),
    # Arabic, Persian, Urdu, Kurdish and Pashto. In Noto's Arabic, dots are glyphs of their own:
    # copied or read aloud from a PDF, such a letter comes twice.
    (
        "@expo-google-fonts/vazirmatn",
        "0.4.1",
        "400Regular/Vazirmatn_400Regular.ttf",
        "443e920a022a89a93d4764a06e853342b9008fba880eb827d814160f1e459c05",
    ),
    (
        "@expo-google-fonts/noto-sans-bengali",
        "0.4.4",
        "400Regular/NotoSansBengali_400Regular.ttf",
        "6826d9667972f0f96e48c46f7a24e70afe97205032e6295cfb1f13fbbb8b90a3",
    ),
    (
        "@expo-google-fonts/noto-sans-devanagari",
        "0.4.1",
        "400Regular/NotoSansDevanagari_400Regular.ttf",
        "084a94d89eb54aafb93a056e15425c34fd859f6342875165d304837b3bcfc2d2",
    ),
    (
        "@expo-google-fonts/noto-sans-gujarati",
        "0.4.2",
        "400Regular/NotoSansGujarati_400Regular.ttf",
        "7cc0f340be8ef8b63f92181fd5576a4b19631059fd6576c6fd5fcd40f1543610",
    ),
    (
        "@expo-google-fonts/noto-sans-gurmukhi",
        "0.4.1",
        "400Regular/NotoSansGurmukhi_400Regular.ttf",
        "2b0fbe8d4cc2a18aa08c6f21d3924423c113fb7ec6d786a77c30cf1d3153c4c7",
    ),
    (
        "@expo-google-fonts/noto-sans-tamil",
        "0.4.3",
        "400Regular/NotoSansTamil_400Regular.ttf",
        "f26d8b66bf6f38dd9af6326a52188fa1a8a0b9b2905c4bd7e07c865f65a85d79",
    ),
    (
        "@expo-google-fonts/noto-emoji",
        "0.4.7",
        "400Regular/NotoEmoji_400Regular.ttf",
        "24aaa2a20c9c06ffe9bf04284bfd1f14376a329d10122f902abe2770817eb504",
    ),
    # The last resort: Cyrillic, Greek, Hebrew, rarer Latin letters, arrows, ticks and boxes.
    (
        "dejavu-fonts-ttf",
        "2.37.3",
        "ttf/DejaVuSans.ttf",
        "7da195a74c55bef988d0d48f9508bd5d849425c1770dba5d7bfc6ce9ed848954",
    ),
]


def fetch(package: str, version: str, into: Path) -> Path:
    """Return the folder that holds the package's files, fetched with the npm client."""
    folder = into / f"{package.replace('/', '-')}-{version}"
    if not folder.exists():
        folder.mkdir()
        archive = subprocess.run(
            [
                "npm",
                "pack",
                "--silent",
                "--pack-destination",
                str(folder),
                f"{package}@{version}",
            ],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout.strip()
        with tarfile.open(folder / archive) as tar:
            tar.extractall(folder, filter="data")
    return folder / "package"


def code_points(font_file: Path) -> tuple[str, set[int]]:
    """Return the font's family name and the code points it has a glyph for."""
    from fontTools.ttLib import TTFont

    font = TTFont(font_file)
    return font["name"].getBestFamilyName(), set(font.getBestCmap())


def as_ranges(points: set[int]) -> str:
    """Return sorted code points as hexadecimal ranges: `20-7e a0-17f 1f600`."""
    ranges: list[list[int]] = []
    for point in sorted(points):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return " ".join(f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in ranges)


def main() -> None:
    shutil.rmtree(FONTS, ignore_errors=True)
    FONTS.mkdir(parents=True)
    covered: dict[str, set[int]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for package, version, inside, expected in VENDORED:
            folder = fetch(package, version, Path(scratch))
            source = folder / inside
            digest = hashlib.sha256(source.read_bytes()).hexdigest()
            if expected != digest:
                sys.exit(f"{inside}: SHA-256 is {digest}, expected {expected}")
            shutil.copyfile(source, FONTS / source.name)
            family, points = code_points(source)
            licence = folder / "LICENSE_FONT"
            if not licence.exists():
                licence = folder / "LICENSE"
            shutil.copyfile(licence, FONTS / f"LICENCE-{family.replace(' ', '')}.txt")
            # A family prints a character only if every weight we use has it.
            covered[family] = covered.get(family, points) & points
    lines = [f"{family}: {as_ranges(points)}" for family, points in covered.items()]
    (FONTS / "coverage.txt").write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
