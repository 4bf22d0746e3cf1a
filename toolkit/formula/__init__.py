"""The formula language: an Excel subset over indicator codes, table columns, targets, previous figures, plans and children.

One tree, three readers: `evaluate` computes it, `to_excel` writes the live formula that computes the same, `references` says what it
needs. Blanks, in one place for both:

- *An operand named by itself must be there.* Where one is blank or "no data", the formula is blank, and a rule is not evaluated. This
  comes before everything else, a failure too: `a/0` is blank while `a` is.
- *Inside SUM, COUNT, COUNTA, MIN, MAX, AVERAGE* a name or a column is gone through: blanks, "no data" and texts are passed over (COUNTA
  counts "no data": somebody stated it). An expression there, `SUM(a+b,c)`, is computed: `a` and `b` must be there.
- *Inside ISBLANK, ISNUMBER, ISTEXT* a name is only looked at.
- *IF* takes one way: what is named on the other need not be there, so `IF(ISBLANK(a),0,a)` is 0 for a blank. Its condition must be
  computable. *IFERROR* asks for its second argument only where the first fails.
- *AND, OR* need all their operands, since Excel computes all of them: `OR(ISBLANK(a),a>0)` is not evaluated while `a` is blank. For
  "if stated, then", the plain rule `a>0` does.
- *COUNTIF and its like*: a blank cell meets no criterion and "no data" only one that spells it, so that `"<>Kinh"` does not count rows
  that nobody has filled. Here the language differs from Excel, and the live formula is written to follow it.
- A text without a character counts as blank: in a workbook the two look alike.

A choice is compared by its code, with `=`, `<>` and criteria; `Wording` turns codes into what the cells show.
"""

from toolkit.formula.error import FormulaError
from toolkit.formula.evaluate import Formula, Scope, evaluate, judge, prepared
from toolkit.formula.excel import Wording, to_excel, to_excel_condition
from toolkit.formula.names import find_cycle, in_order, known_names, unknown_names
from toolkit.formula.parse import parse
from toolkit.formula.signature import SIGNATURES
from toolkit.formula.tree import Node, References, Source, references, walk
from toolkit.formula.write import to_text

__all__ = [
    "SIGNATURES",
    "Formula",
    "FormulaError",
    "Node",
    "References",
    "Scope",
    "Source",
    "Wording",
    "evaluate",
    "find_cycle",
    "in_order",
    "judge",
    "known_names",
    "parse",
    "prepared",
    "references",
    "to_excel",
    "to_excel_condition",
    "to_text",
    "unknown_names",
    "walk",
]
