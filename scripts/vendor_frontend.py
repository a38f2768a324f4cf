"""
Bring the precompiled front-end files into the repository.

Run by hand when a version changes (it needs `npm` and the network); nothing else in the project
needs Node. It fetches the packages named in `PACKAGES`, leaves out what belongs to GOV.UK alone
(the crown, the crest and the GDS Transport font), makes every address relative so that hashed file
names work, and writes the files with a licence beside each:

    python scripts/vendor_frontend.py

`VENDORED.md` in the vendor folder says what was changed. Look at the component gallery and run the
design system's tests afterwards: they compare our markup with the reference templates.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "roundtable/web/design_system/static/vendor"
TEST_SUPPORT = ROOT / "tests/support"

MIT = """The MIT License (MIT)

{copyright}

Permission is hereby granted, free of charge, to any person obtaining a copy of
this software and associated documentation files (the "Software"), to deal in
the Software without restriction, including without limitation the rights to
use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies
of the Software, and to permit persons to whom the Software is furnished to do
so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""


@dataclass(frozen=True)
class Package:
    """One npm package: which files of it we serve, and whose copyright they carry."""

    name: str
    version: str
    folder: str
    css: str
    js: str
    copyright: str


PACKAGES = (
    Package(
        name="govuk-frontend",
        version="6.6.0",
        folder="govuk-frontend",
        css="dist/govuk/govuk-frontend.min.css",
        js="dist/govuk/govuk-frontend.min.js",
        copyright="Copyright (C) 2017 Crown Copyright (Government Digital Service)",
    ),
    Package(
        name="@ministryofjustice/frontend",
        version="11.1.0",
        folder="moj-frontend",
        css="moj/moj-frontend.min.css",
        js="moj/moj-frontend.min.js",
        copyright="Copyright (c) 2021 dxw",
    ),
)
AXE = ("axe-core", "4.14.1")

FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
SOURCE_MAP = re.compile(r"\n?(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S+)")
CREST = re.compile(r"url\(/assets/images/govuk-crest\.svg\)")
IMAGE = re.compile(r"url\(/assets/images/([^)]+)\)")


def clean_css(css: str) -> str:
    """Return the stylesheet without the GDS font and the crest, with relative addresses."""
    css = FONT_FACE.sub("", css)
    css = css.replace("GDS Transport,arial", "arial")
    css = CREST.sub("none", css)
    css = IMAGE.sub(r"url(images/\1)", css)
    css = SOURCE_MAP.sub("", css)
    for leftover in ("GDS Transport", "govuk-crest", "/assets/", "sourceMappingURL"):
        if leftover in css:
            raise SystemExit(f"{leftover!r} is still in the stylesheet: the package has changed")
    return css


def fetch(name: str, version: str, into: Path) -> Path:
    """Return the unpacked folder of one npm package."""
    packed = subprocess.run(
        ["npm", "pack", "--silent", f"{name}@{version}"],
        cwd=into,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()[-1]
    target = into / packed.removesuffix(".tgz")
    with tarfile.open(into / packed) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def vendor(package: Package, source: Path) -> None:
    """Write the stylesheet, the images it names, the script and the licence of one package."""
    target = STATIC / package.folder
    shutil.rmtree(target, ignore_errors=True)
    (target / "images").mkdir(parents=True)
    original = (source / package.css).read_text()
    css = clean_css(original)
    (target / Path(package.css).name).write_text(css)
    images = source / Path(package.css).parent / "assets/images"
    for name in sorted(set(re.findall(r"url\(images/([^)]+)\)", css))):
        shutil.copyfile(images / name, target / "images" / name)
    if not any((target / "images").iterdir()):
        (target / "images").rmdir()
    script = SOURCE_MAP.sub("", (source / package.js).read_text())
    (target / Path(package.js).name).write_text(script)
    (target / "LICENSE.txt").write_text(MIT.format(copyright=package.copyright))


def main() -> None:
    """Vendor every package, and the accessibility checker that the tests inject."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for package in PACKAGES:
            vendor(package, fetch(package.name, package.version, work))
        axe = fetch(*AXE, work)
        TEST_SUPPORT.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(axe / "axe.min.js", TEST_SUPPORT / "axe.min.js")
        shutil.copyfile(axe / "LICENSE", TEST_SUPPORT / "axe.LICENSE.txt")
    versions = "\n".join(f"- {p.name} {p.version}, MIT" for p in PACKAGES)
    (STATIC / "VENDORED.md").write_text(
        f"# Vendored front-end files\n\n{versions}\n\n"
        "Written by `scripts/vendor_frontend.py`. Left out or changed: the GDS Transport font\n"
        "(licensed for GOV.UK alone; Arial takes its place), the crown and the crest, source maps,\n"
        "and absolute addresses of images, which became relative.\n"
    )


if __name__ == "__main__":
    main()
