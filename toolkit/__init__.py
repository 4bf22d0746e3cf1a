"""baocao: standardized workbooks in, the official report out."""

__version__ = "0.1.0"
