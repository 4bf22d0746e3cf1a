"""A disk that refuses, as Windows does while another program holds a file."""

from __future__ import annotations

from pathlib import Path

import pytest


def held_by_another_program(number: int = 32) -> PermissionError:
    """What Windows says of a file that another program holds."""
    error = PermissionError(13, "The process cannot access the file because it is being used by another process")
    error.winerror = number  # type: ignore[attr-defined]
    return error


def refusing(monkeypatch: pytest.MonkeyPatch, method: str, name: str, error: OSError, times: int = 10**6) -> None:
    """Have a method of paths fail for files whose name begins so, that many times."""
    real, left = getattr(Path, method), [times]

    def refused(self: Path, *args: object, **kwargs: object) -> object:
        target = str(args[0]) if method == "replace" else str(self)
        if Path(target).name.startswith(name) and left[0]:
            left[0] -= 1
            raise error
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, method, refused)
