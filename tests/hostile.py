"""What people, programs and spite put into forms and addresses."""

SCRIPT = "<script>alert(1)</script>"
LONG = "x" * 1_000_000  # a megabyte

# What a field gets. Bytes are sent as they are, so that what is no UTF-8 arrives as such.
VALUES = {
    "empty": "",
    "spaces": " \t ",
    "NUL": "a\x00b",
    "half a pair": b"\xed\xa0\x80",
    "no UTF-8": b"\xff\xfe\x80",
    "turned around": "exe.\u202efdp",
    "controls": "\x01\x08\x1b[31m\x7f\x9f",
    "line ends": "a\r\nSet-Cookie: b=c\r\n\r\n<b>",
    "a megabyte": LONG,
    "zalgo": "Z" + "\u0335\u0321\u0489" * 300,
    "script": SCRIPT,
    "attribute": "\"'><img src=x onerror=alert(1)>",
    "template": "{{7*7}}{% load static %}",
    "formula": "=cmd|' /C calc'!A0",
    "query": "'; DROP TABLE coalition_user; --",
    "path": "../../../../etc/passwd",
    "address": "javascript:alert(1)",
    "mail": "a@example.org\nBcc: b@example.org",
    "not a number": "NaN",
    "infinite": "-Infinity",
    "too large": "1e400",
    "negative": "-1",
    "more than 64 bits": str(2**63),
    "5,000 digits": "9" * 5_000,
    "Arabic digits": "٢٠٢٦",
    "a half": "½",
    "February 30": "2026-02-30",
    "zero day": "0000-00-00",
    "last day": "9999-12-31",
    "five digits of year": "20261-01-01",
    "wrong choice": "no-such-choice",
    "wrong key": "987654321",
    "list": "[]",
    "nothing": "None",
}
# What broke most, which every form gets in all its fields at once.
ALWAYS = ["NUL", "half a pair", "script", "not a number", "5,000 digits"]
# Printable, short, and wrong nearly everywhere: what a page that refuses it must show again.
KEPT = {
    *("script", "attribute", "template", "formula", "query", "not a number", "infinite", "too large"),
    *("negative", "more than 64 bits", "Arabic digits", "a half", "February 30", "zero day"),
    *("five digits of year", "wrong choice"),
}

# What stands after "?name=", already encoded. Servers refuse addresses of more than some thousand characters.
QUESTIONS = [
    "%00",
    "%ED%A0%80",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "1000000000",
    "x" * 300,
    "&&&=%",
]
MORE_QUESTIONS = [
    "",
    "%FF%FE",
    "%E2%80%AE",
    "%7B%7B7*7%7D%7D",
    "%27%3B--",
    "%25%25%5F",
    "0",
    "-1",
    "9" * 3_000,
    "9223372036854775808",
    "abc",
    "NaN",
    "%D9%A2",
    "//evil.example/",
]
PARAMETERS = ["q", "page", "province", "order", "sort", "stage", "status", "commitment", "next", "unknown"]
PARAMETERS += ["before", "state", "category", "since", "kind"]
PARAMETERS += ["among", "year", "of", "outcome", "indicator", "answer"]

# What stands in the place of a number or a slug in an address, already encoded.
NUMBERS = ["0", "11", "99999", "9223372036854775808", "9" * 5_000]
SLUGS = ["x" * 300, "..", "%2e%2e%2f"]
# What is neither, so that no view is asked: each address gets one of them.
UNREAD = ["-1", "%D9%A2", "%00", "%3Cscript%3E", "%C3%A9t%C3%A9", "%ED%A0%80"]
