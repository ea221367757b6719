"""The services of one machine: PostgreSQL, Valkey, the mail catcher and the portal's own processes.

For `make run`, `manage.py` on a developer's machine, and the tests. Production uses none of it.
"""
