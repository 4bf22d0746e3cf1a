"""A good form, and for every code of the lint a mistake put into it: what was there, what stands there instead, and where it is told."""

from __future__ import annotations

from dataclasses import dataclass

GOOD = """
| settings   | setting | value | note |
|            | form    | thu   |      |
|            | version | 1     |      |
|            | title   | Biểu  |      |
|            | muc_dat | 7     |      |
|            | measures_alike | người, hội viên; buổi, cuộc | |
| indicators | code | unit_of_measure | type    | aggregate | formula | part_of | relation  | min | max | choices | formerly | entered_at | entered_by | prefill | formula_at | evidence |
|            | a    | người           | integer |           |         |         |           | 0   | 9   |         | a_cu     |            |            |         |            |
|            | b    | người           | integer |           |         | a       | partition |     |     |         | b_cu     |            |            |         |            |
|            | k    | người           | integer |           |         | a       | partition |     |     |         |          |            |            |         |            |
|            | d    | %               | percent |           | =b/a    |         |           |     |     |         |          |            |            |         |            |
|            | e    |                 | choice  | count     |         |         |           |     |     | mau     |          |            |            |         |            |
|            | h    | hội viên        | integer |           |         |         |           |     |     |         |          |            |            |         |            |
|            | t    | người           | integer |           | =a+h    |         |           |     |     |         |          |            |            |         |            |
|            | q    | cuộc            | integer |           |         |         |           |     |     |         |          |            |            |         |            |
|            | n    | người           | integer | sum       | =COUNTA(ds.ten) |  |          |     |     |         |          |            |            |         | chi đoàn   |
|            | w    | người           | decimal |           |         |         |           |     |     |         |          |            | parent     | a       |            |
|            | v    |                 | integer |           | =w>=setting.muc_dat | | |     |     |         |          |            | parent     |         |            |
| tables     | table | column | type | personal | formerly |
|            | ds    |        |      | x        | ds_cu    |
|            | ds    | ten    | text |          |          |
|            | ds    | nam    | integer |       |          |
|            | mo    |        |      |          |          |
|            | mo    | ten    | text |          |          |
| texts      | code | choices |
|            | y    | mau     |
| choices    | list | code | label |
|            | mau  | xanh | Xanh  |
|            | mau  | do   | Đỏ    |
| rules      | code | formula | indicator |
|            | r1   | =a>=b   | a         |
"""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What stands in the good form, what stands there instead, and the cell that the finding names."""

    code: str
    was: str
    becomes: str
    sheet: str
    cell: str

    @property
    def form(self) -> str:
        """The form with the mistake in it."""
        assert GOOD.count(self.was) == 1, self.was
        return GOOD.replace(self.was, self.becomes)


MISTAKES = (
    Mistake("unknown-sheet", "| rules      | code", "| rule       | code", "rule", ""),
    Mistake(
        "unknown-column", "| rules      | code | formula | indicator |", "| rules | code | formula | indicatr |", "rules", "C1"
    ),
    Mistake("setting-missing", "| version | 1 ", "| versoin | 1 ", "settings", ""),
    Mistake("unknown-setting", "=w>=setting.muc_dat", "=w>=setting.muc_dot", "indicators", "E13"),
    Mistake("cell-empty", "|            | r1   | =a>=b ", "|            |      | =a>=b ", "rules", "A3"),
    Mistake("unknown-option", "| a    | người           | integer |", "| a | người | integr |", "indicators", "C3"),
    Mistake("definition-number", "| 0   | 9   |", "| 0   | chín |", "indicators", "I3"),
    Mistake("column-without-table", "|            | ds    |        |      | x        | ds_cu    |\n", "", "tables", "B3"),
    Mistake("table-without-columns", "|            | mo    | ten    | text |          |          |\n", "", "tables", "A6"),
    Mistake("illegal-code", "|            | h    |", "|            | tn01 |", "indicators", "A8"),
    Mistake("illegal-code", "|            | y    | mau     |", "|            | Ý    | mau     |", "texts", "A3"),
    Mistake("illegal-code", "|            | mo    | ten    | text", "|            | mo    | Tên    | text", "tables", "B7"),
    Mistake("illegal-code", "|            | q    | cuộc", "|            | tham_dinh | cuộc", "indicators", "A10"),
    Mistake("duplicate-code", "|            | k    | người", "|            | b    | người", "indicators", "A5"),
    Mistake("duplicate-code", "|            | y    | mau     |", "|            | a    | mau     |", "texts", "A3"),
    Mistake("duplicate-code", "| r1   | =a>=b   | a         |", "| r1 | =a>=b | a |\n| | r1 | =a>=b | a |", "rules", "A4"),
    Mistake("duplicate-code", "|            | ds    | nam    |", "|            | ds    | ten    |", "tables", "B5"),
    Mistake("unknown-choices", "|     | mau     |          |", "|     | mauu    |          |", "indicators", "J7"),
    Mistake("choices-missing", "|     | mau     |          |", "|     |         |          |", "indicators", "J7"),
    Mistake("choice-twice", "| do   | Đỏ    |", "| xanh | Đỏ    |", "choices", "B4"),
    Mistake("choice-twice", "| do   | Đỏ    |", "| do   | xanh  |", "choices", "C4"),
    Mistake("bounds-crossed", "| 0   | 9   |", "| 9   | 0   |", "indicators", "H3"),
    Mistake(
        "unknown-whole", "| a       | partition |     |     |         | b_cu", "| aa | partition | | | | b_cu", "indicators", "F4"
    ),
    Mistake(
        "whole-without-relation", "| a       | partition |     |     |         | b_cu", "| a | | | | | b_cu", "indicators", "G4"
    ),
    Mistake("relation-without-whole", "|         |           | 0   | 9 ", "|         | subset    | 0   | 9 ", "indicators", "G3"),
    Mistake("part-at-other-level", "| b_cu     |            |", "| b_cu     | xã         |", "indicators", "L4"),
    Mistake("part-of-other-measure", "|            | k    | người ", "|            | k    | lượt  ", "indicators", "B5"),
    Mistake("measures-mixed", "| =a+h    |", "| =a+h+q  |", "indicators", "E9"),
    Mistake("measures-mixed", "| =a>=b   |", "| =SUM(a,q)>=b |", "rules", "B3"),
    Mistake("formula-of-other-measure", "|            | t    | người  ", "|            | t    | cuộc   ", "indicators", "E9"),
    Mistake(
        "derived-aggregated", "| d    | %               | percent |           |", "| d | % | percent | sum |", "indicators", "D6"
    ),
    Mistake(
        "rate-summed", "| d    | %               | percent |           | =b/a    |", "| d | % | percent | | |", "indicators", "D6"
    ),
    Mistake("rate-averaged", "| =a>=b   |", "| =AVERAGE(children.d)>0 |", "rules", "B3"),
    Mistake("table-formula-everywhere", "|         | chi đoàn   |", "|         |            |", "indicators", "O11"),
    Mistake("formula-circle", "| =b/a    |", "| =b/d    |", "indicators", "E6"),
    Mistake("prefill-unknown", "| parent     | a       |", "| parent     | x       |", "indicators", "N12"),
    Mistake("prefill-of-own", "| parent     | a       |", "| self       | a       |", "indicators", "N12"),
    Mistake(
        "evidence-of-own",
        "| b_cu     |            |            |         |            |",
        "| b_cu | | | | | a |",
        "indicators",
        "A4",
    ),
    Mistake("own-names-assessment", "| =a+h    |", "| =a+h+w  |", "indicators", "E9"),
    Mistake("unknown-rule-indicator", "| =a>=b   | a         |", "| =a>=b   | aa        |", "rules", "C3"),
    Mistake("rule-over-personal-table", "| =a>=b   |", "| =COUNTA(ds.ten)>0 |", "rules", "B3"),
    Mistake("formerly-in-use", "| b_cu     |", "| k        |", "indicators", "K4"),
    Mistake("formerly-in-use", "| x        | ds_cu    |", "| x        | mo       |", "tables", "E3"),
    Mistake("formerly-twice", "| b_cu     |", "| a_cu     |", "indicators", "K4"),
)
"""The first cell that is wrong; a mistake may be told at others as well."""

FORMULAS = {
    "formula-empty": "= ",
    "formula-semicolon": "=SUM(a;b)>0",
    "formula-character": "=a≤b",
    "formula-open-text": '=e="xanh',
    "formula-open-parenthesis": "=(a>b",
    "formula-incomplete": "=a>",
    "formula-unexpected-sign": "=a>*b",
    "formula-missing-operator": "=a b",
    "formula-chained-comparison": "=0<=a<=1",
    "formula-cell-address": "=A1>0",
    "formula-array": "={1}>0",
    "formula-reference": "=a.b.c>0",
    "formula-unknown-function": "=SUMM(a)>0",
    "formula-unknown-name": "=a>=bb",
    "formula-argument-count": "=ROUND(a)>0",
    "formula-empty-argument": "=IF(a,,b)>0",
    "formula-range-alone": "=mo.ten>0",
    "formula-range-needed": "=COUNTIF(a,1)>0",
    "formula-ranges-differ": "=SUMIF(mo.ten,1,ds.ten)>0",
    "formula-children-needed": "=COUNTBLANK(mo.ten)>0",
    "formula-blank-criterion": '=COUNTIF(mo.ten,"")>0',
    "formula-number-size": "=a>1E999",
    "formula-long-text": f'=e="{"x" * 256}"',
    "formula-too-deep": f"={'-' * 61}a>0",
    "formula-too-long": f"=a>{'1' * 9000}",
}
"""For every way in which a formula can be wrong, a rule that is."""
