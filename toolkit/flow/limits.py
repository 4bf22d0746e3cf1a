"""What taking in may take of the machine, and how large a received file may be, by the round's settings."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit import inbox, shelter
from toolkit.excel import preflight
from toolkit.excel.preflight import Bounds
from toolkit.inbox import InboxLimits
from toolkit.messages import Obstacle
from toolkit.shelter import Limits

MEGABYTE = 1024 * 1024


def reader_limits(settings: Mapping[str, str]) -> Limits:
    """What reading one file may take, by the settings `reader_…`; Obstacle where one is no number."""
    return Limits(
        seconds=_whole(settings, "reader_seconds", shelter.SECONDS),
        megabytes=_whole(settings, "reader_megabytes", shelter.MEGABYTES),
        workers=_whole(settings, "reader_workers", 0),
    )


def inbox_limits(settings: Mapping[str, str]) -> InboxLimits:
    """How large what comes out of the inbox may be, by the settings `inbox_…`; Obstacle where one is no number."""
    return InboxLimits(
        file_bytes=_bytes(settings, "inbox_file_megabytes", inbox.MAX_FILE_BYTES),
        archive_bytes=_bytes(settings, "inbox_zip_megabytes", inbox.MAX_ARCHIVE_BYTES),
        zip_bytes=_bytes(settings, "inbox_unpacked_megabytes", inbox.MAX_ZIP_BYTES),
        zip_entries=_whole(settings, "inbox_zip_entries", inbox.MAX_ZIP_ENTRIES),
        ratio=_whole(settings, "inbox_ratio", inbox.MAX_RATIO),
        depth=_whole(settings, "inbox_depth", inbox.MAX_DEPTH),
    )


def workbook_bounds(settings: Mapping[str, str]) -> Bounds:
    """How large a workbook may be that is opened, by the settings `workbook_…`; Obstacle where one is no number."""
    return Bounds(
        parts=_whole(settings, "workbook_parts", preflight.MAX_PARTS),
        inflated_bytes=_bytes(settings, "workbook_megabytes", preflight.MAX_INFLATED_BYTES),
        part_bytes=_bytes(settings, "workbook_part_megabytes", preflight.MAX_PART_BYTES),
        ratio=_whole(settings, "workbook_ratio", preflight.MAX_RATIO),
        cells=_whole(settings, "workbook_cells", preflight.MAX_CELLS),
        grid=_whole(settings, "workbook_grid", preflight.MAX_GRID),
    )


def _bytes(settings: Mapping[str, str], name: str, default: int) -> int:
    return _whole(settings, name, default // MEGABYTE) * MEGABYTE


def _whole(settings: Mapping[str, str], name: str, default: int) -> int:
    text = settings.get(name, "").strip()
    if not text:
        return default
    if not text.isdecimal() or int(text) == 0:
        raise Obstacle("setting-unusable", setting=name, found=text)
    return int(text)
