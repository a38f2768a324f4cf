"""The collected static files, made anew when a source is newer."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_if_stale() -> None:
    """Collect them if any source is newer than the last collection, or there was none."""
    if _are_stale():
        call_command("collectstatic", verbosity=0, interactive=False)


def _are_stale() -> bool:
    collected = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not collected.exists():
        return True
    sources = (
        Path(storage.path(name)) for finder in get_finders() for name, storage in finder.list([])
    )
    made_at = collected.stat().st_mtime
    return any(source.stat().st_mtime > made_at for source in sources)
