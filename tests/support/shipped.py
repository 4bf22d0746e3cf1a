"""The forms that come with the product, each by its programme and code."""

from __future__ import annotations

from toolkit.round.opened import usable_form
from toolkit.shelf import definitions, find_programme, names

SHIPPED = {
    f"{programme}/{path.stem}": usable_form(find_programme(programme), path.stem)
    for programme in names("templates")
    for path in definitions(find_programme(programme))
}
