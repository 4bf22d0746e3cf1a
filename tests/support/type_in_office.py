"""Fills workbooks as a secretary would, in LibreOffice: goes to each named cell, types, saves as .xlsx. JOBS.json PROFILE.

A job is {"source", "target", "typed": [[name, row, text], …]}. Prints, for each job, what a person would see: the banner, and how high
the rows are that were typed into, before and after.
"""

import json
import os
import sys
from pathlib import Path

from office_bridge import desktop, option


def main(jobs: str, profile: str) -> None:
    with desktop(profile) as (program, services):
        typist = services.createInstance("com.sun.star.frame.DispatchHelper")
        print(json.dumps([fill(program, typist, job) for job in json.loads(Path(jobs).read_text(encoding="utf-8"))]))


def fill(program, typist, job: dict) -> dict:
    document = program.loadComponentFromURL(f"file://{job['source']}", "_blank", 0, ())
    frame = document.CurrentController.Frame
    heights = {}
    for name, row, text in job["typed"]:
        area = document.NamedRanges.getByName(name).getReferredCells()
        cell = area.getCellByPosition(0, row)
        before = cell.Rows.getByIndex(0).Height
        typist.executeDispatch(frame, ".uno:GoToCell", "", 0, (option("ToPoint", cell.AbsoluteName),))
        typist.executeDispatch(frame, ".uno:EnterString", "", 0, (option("StringName", text),))
        heights[f"{name}+{row}"] = [before, cell.Rows.getByIndex(0).Height]
    banner = document.Sheets.getByIndex(1).getCellByPosition(0, 0).String
    document.storeToURL(f"file://{job['target']}", (option("FilterName", "Calc MS Excel 2007 XML"),))
    document.close(True)
    return {"banner": banner, "heights": heights}


main(*sys.argv[1:3])
sys.stdout.flush()
# pyuno may crash while the interpreter takes its bridge down; everything is stored and said
os._exit(0)
