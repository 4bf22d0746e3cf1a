"""How Vietnamese offices write: text, numbers, dates, order. Pure: no file, no locale of the machine."""
