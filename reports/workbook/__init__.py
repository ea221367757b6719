"""The report of a year as a workbook: taken along, filled in elsewhere, brought back.

`columns.py` declares the sheets, one line for each column; `rows.py` finds the rows in a report; `writing.py` draws the
workbook; `reading.py` turns one that came back into what the forms of the report take; `proposal.py` says what it would
change, what is wrong and what others changed meanwhile, and writes it.
"""
