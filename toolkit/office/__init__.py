"""Buttons: a thin layer between a spreadsheet program that is open and the flow. The only room that speaks to xlwings."""
