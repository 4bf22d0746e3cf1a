"""What a workbook must be free of before it becomes one of ours: macros, cells of other files, connections; and it must be no template."""

from __future__ import annotations

from toolkit.excel.package import CONTENT_TYPES, Package

_TYPES = ((b"template.main", "is-template"), (b"macroEnabled", "has-macros"), (b"vbaProject", "has-macros"))
_LINKS = ("externalLink", "connections", "xlExternalLinkPath")


def active_content(package: Package) -> str:
    """`is-template`, `has-macros` or `has-links`, whichever comes first; empty where there is none of them."""
    types = package.read(CONTENT_TYPES)
    found = next((code for mark, code in _TYPES if mark in types), "")
    linked = any(each.kind in _LINKS for each in package.relationships(package.workbook))
    return found or ("has-links" if linked else "")
