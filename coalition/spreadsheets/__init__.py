"""Workbooks and CSV files that people hand in, read safely into plain cells; and workbooks to take along and bring back.

`SpreadsheetField` (field.py) takes the file, `parser.py` reads it in a process of its own, `Book` (book.py) is what was
read, `find_table` (table.py) finds the columns by their headings, `Sheet` and `Column` (layout.py) declare a sheet and
draw it.
"""
