"""Stage: submissions and a tree -> figures for every unit.

`settling` says which submissions count where a unit's own workbook and a consolidated one speak of the same; `adjusting` applies what the
office corrects; `rolling` walks the tree; `comparing` sets figures beside targets, plans and other periods; `joining` makes a period from
its parts; `tracing` says what a figure is made of.
"""

from toolkit.consolidate.rolling import Beside, Figures, UnitScope, consolidate, facts_of, roll_up
from toolkit.model.fact import Fact, Facts

__all__ = ["Beside", "Fact", "Facts", "Figures", "UnitScope", "consolidate", "facts_of", "roll_up"]
