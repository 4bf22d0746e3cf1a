"""A programme's form beside an older version of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from toolkit.define import define
from toolkit.define.versions import differences
from toolkit.files import read_bytes
from toolkit.messages import Obstacle
from toolkit.model.finding import Finding
from toolkit.model.form import Form


def compare_versions(programme: Path, forms: Mapping[str, Form], against: Path) -> tuple[str, tuple[Finding, ...]]:
    """The form of which the workbook `against` is another version, and how they differ; Obstacle where it is a version of none."""
    old, _ = define(read_bytes(against), against.name, programme.name)
    if old.code not in forms:
        raise Obstacle("unknown-form", programme=programme.name, found=old.code, known=", ".join(forms))
    return old.code, differences(old, forms[old.code])
