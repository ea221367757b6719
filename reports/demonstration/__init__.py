"""Invented towns with people, plans and reports, to show and to try the portal with. `manage.py load_demo` loads them.

Each town is a file, <town>.toml: what it is, who works there, and what happened when. story.py tells what happened
in the order of the dates, through the verbs that the pages use, so that the data are what the portal itself makes.
"""
