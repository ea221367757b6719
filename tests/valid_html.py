"""Whether a page is HTML: html5lib and rules of our own in every run; the Nu Html Checker where VNU_JAR says it is.

The checker is what validator.w3.org runs. It needs Java 17 and is no dependency (30 MB; docs/adr/0045):

    npm pack vnu-jar && tar -xzf vnu-jar-*.tgz
    VNU_JAR=package/build/dist/vnu.jar .venv/bin/python -m tests.public_sweep
"""

import json
import os
import subprocess
from collections import defaultdict
from pathlib import Path

import html5lib

JAR = os.environ.get("VNU_JAR")
SCRIPTS = {"script", "template"}
INSIDE = {
    "ul": {"li"} | SCRIPTS,
    "ol": {"li"} | SCRIPTS,
    "dl": {"dt", "dd", "div"} | SCRIPTS,
    "tr": {"td", "th"} | SCRIPTS,
    "select": {"option", "optgroup", "hr"},
}
INTERACTIVE_TAGS = {"a", "button", "input", "select", "textarea", "details"}
PHRASES = {
    "span",
    "p",
    "b",
    "strong",
    "em",
    "i",
    "small",
    "label",
    "h1",
    "h2",
    "h3",
    "h4",
    "abbr",
    "time",
    "cite",
}
BLOCKS = {
    "div",
    "p",
    "ul",
    "ol",
    "dl",
    "table",
    "section",
    "article",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "figure",
}


def faults_of_html(page):
    """What html5lib, which reads as the standard says, stumbles over; and what it does not look at."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(page)
    found = [f"{code} at {place}" for place, code, _more in parser.errors]
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    found += [f"two elements are #{each}" for each in sorted({each for each in ids if ids.count(each) > 1})]
    known = set(ids)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            found += [f"no #{each}" for each in (element.get(name) or "").split() if each not in known]
        href = element.get("href") or ""
        if href.startswith("#") and len(href) > 1 and href[1:] not in known:
            found.append(f"no {href}")
        children = [child.tag for child in element if isinstance(child.tag, str)]
        found += [
            f"<{child}> in <{element.tag}>"
            for child in children
            if child not in INSIDE.get(element.tag, {child})
        ]
        if element.tag == "select" and element.get("maxlength"):
            found.append("maxlength on <select>")
        if element.get("type") == "hidden" and any(name.startswith("aria-") for name in element.attrib):
            found.append("aria on a hidden <input>")
        if element.tag in {"a", "button"}:
            within = [e.tag for e in element.iter() if e is not element and e.tag in INTERACTIVE_TAGS]
            found += [f"<{tag}> inside <{element.tag}>" for tag in within]
        if element.tag in PHRASES:
            found += [f"<{child}> in <{element.tag}>" for child in children if child in BLOCKS]
    return found


def faults_of_nu(pages, folder):
    """{key: [what the Nu Html Checker says of it, warnings too]} of {key: page}, all in one run."""
    keys = list(pages)
    for number, key in enumerate(keys):
        (Path(folder) / f"{number}.html").write_text(pages[key])
    command = ["java", "-jar", JAR, "--format", "json", "--stdout", str(folder)]
    told = subprocess.run(command, capture_output=True, text=True)
    found = defaultdict(list)
    for each in json.loads(told.stdout)["messages"]:
        if "url" not in each:  # of the run, not of a page
            raise RuntimeError(each["message"])
        key = keys[int(Path(each["url"]).stem)]
        found[key].append(f"{each['message']} {each.get('extract', '')!r}")
    return found
