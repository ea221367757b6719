"""A town's own list of actions, as a spreadsheet, into the plan being written.

`columns.py` declares what a spreadsheet may bring and draws the template; `finding.py` finds which column is which,
or lets the person say so; `proposal.py` judges each row as the page does where one adds an action, and adds them.
"""
