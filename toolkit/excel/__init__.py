"""The border to Excel: the only room that knows openpyxl, XlsxWriter, calamine and the parts of a workbook."""
