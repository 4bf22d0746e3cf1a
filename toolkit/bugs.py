"""A bug of ours is written down for whoever mends it, and shown to nobody."""

from __future__ import annotations

import os
import tempfile
import traceback
from datetime import datetime
from pathlib import Path


def log_bug() -> Path:
    """The file that holds the traceback of the exception being handled."""
    path = Path(tempfile.gettempdir()) / f"baocao-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.log"
    path.write_text(traceback.format_exc(), encoding="utf-8")
    return path
