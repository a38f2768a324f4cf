"""The files we serve: complete, ours to serve, and nobody else's address in them."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.template import engines
from jinja2 import meta

from roundtable.web.design_system import theme

STATIC = Path(finders.find("vendor/VENDORED.md")).parent.parent
PAGES = engines.all()[0].env
TEMPLATES = sorted(
    file for folder in PAGES.loader.searchpath for file in Path(folder).rglob("*.jinja")
)


@pytest.mark.parametrize("name", ["govuk-frontend", "moj-frontend"])
def test_a_library_comes_with_its_licence_and_without_the_font_or_the_crest(name: str) -> None:
    folder = STATIC / "vendor" / name
    css = (folder / f"{name}.min.css").read_text()
    assert "MIT License" in (folder / "LICENSE.txt").read_text()
    for gone in ("GDS Transport", "@font-face", "govuk-crest", "crown", "sourceMappingURL"):
        assert gone not in re.sub(r"\.[\w-]+", "", css), gone
    for address in re.findall(r"url\(([^)]+)\)", css):
        assert (folder / address).is_file(), address


def test_nothing_is_fetched_from_elsewhere() -> None:
    for file in [*STATIC.rglob("*.css"), *STATIC.glob("roundtable/*.js"), *TEMPLATES]:
        text = file.read_text().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"(https?:)?//[a-z0-9-]+\.[a-z]", text), file


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_a_template_runs_under_a_policy_without_inline_script_or_style(file: Path) -> None:
    text = file.read_text()
    assert not re.search(
        r"<style|\sstyle=|\son(click|submit|load|change|input|key\w+)=|javascript:", text
    ), file
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text)), file


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_a_template_names_only_static_files_and_templates_that_exist(file: Path) -> None:
    text = file.read_text()
    for name in re.findall(r"""static\(["']([^"']+)["']\)""", text):
        assert finders.find(name), name
    for name in meta.find_referenced_templates(PAGES.parse(text)):
        if name is not None:
            PAGES.get_template(name)


def test_every_file_can_be_served_under_a_hashed_name(tmp_path: Path, settings) -> None:
    settings.STATIC_ROOT = str(tmp_path)
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert list(tmp_path.glob("vendor/govuk-frontend/govuk-frontend.min.*.css"))
    family_page = ("vendor/govuk-frontend/govuk-frontend.min", "roundtable/roundtable")
    sent = sum(
        next(tmp_path.glob(f"{name}.????????????.{kind}.gz")).stat().st_size
        for name in family_page
        for kind in ("css", "js")
    )
    assert sent < 40_000  # a family's first page is to stay under 100 kB on a slow phone


@pytest.mark.parametrize(
    "colour, served",
    [("#5B2D8E", "5b2d8e"), ("5b2d8e", "5b2d8e"), ("red", "1d4f7c"), ("", "1d4f7c")],
)
def test_an_authoritys_colour_is_an_address(colour: str, served: str) -> None:
    assert theme.address(colour) == f"/theme/{served}.css"


@pytest.mark.parametrize("colour", ["ffffff", "ffdd00", "5b2d8e", "777777", "00ff00"])
def test_white_words_can_be_read_on_every_colour(colour: str) -> None:
    made = theme.readable(colour)
    parts = [int(made[i : i + 2], 16) for i in (0, 2, 4)]
    assert theme.contrast_with_white(*parts) >= 4.5
    assert made == colour or colour != "5b2d8e"


def test_the_theme_is_kept_by_browsers_and_takes_nothing_but_a_colour(client) -> None:
    answer = client.get("/theme/ffdd00.css")
    assert answer["Content-Type"] == "text/css"
    assert "immutable" in answer["Cache-Control"]
    assert re.fullmatch(r":root\{--govuk-brand-colour:#[0-9a-f]{6}\}", answer.text)
