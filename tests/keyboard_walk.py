"""From end to end of a page with Tab alone: everything that can be clicked is reached, in order and in sight, and left."""

MOST_TABS = 600
# What Tab should reach, in the order of the page, all but menus unfolded, which would lie over it; of radio buttons of one name the browser takes one.
EXPECTED = """() => {
  for (const each of document.querySelectorAll("details:not([open])")) {
    each.open = true
    if ([...each.children].some(child => getComputedStyle(child).position === "absolute")) each.open = false
  }
  document.body.tabIndex = -1  // Tab goes on from where the focus was: from the top, then
  document.body.focus()
  document.body.removeAttribute("tabindex")
  scrollTo(0, 0)
  const groups = new Set()
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
    .filter(e => e.tabIndex >= 0 && !e.disabled && e.type !== "hidden" && e.checkVisibility({visibilityProperty: true}))
    .filter(e => e.type !== "radio" || (!groups.has(e.name) && groups.add(e.name)))
    .map((e, number) => (e.dataset.walk = number, e.outerHTML.slice(0, 100)))
}"""
# What a mouse can click and Tab passes by: links taken out of the order that no other link makes good, and whatever
# shows a hand without being, holding or naming a control.
FOR_A_MOUSE_ALONE = """() => {
  const isShown = e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length
  const reached = new Set([...document.querySelectorAll("a[href]")].filter(e => e.tabIndex >= 0).map(e => e.href.baseVal ?? e.href))
  const skipped = [...document.querySelectorAll("a[href], button, summary, select, textarea, input:not([type=hidden])")]
    .filter(e => e.tabIndex < 0 && isShown(e) && !reached.has(e.href?.baseVal ?? e.href))
    .filter(e => e.getBoundingClientRect().right > 0)  // a trap for programs stands outside the page
  const control = "a[href], button, input, select, textarea, summary, label, [tabindex]"
  const hands = [...document.querySelectorAll("body *")]
    .filter(e => getComputedStyle(e).cursor === "pointer" && isShown(e) && !e.closest(control))
  return [...skipped, ...hands].map(e => e.outerHTML.slice(0, 100))
}"""
FOCUSED = """() => {
  const e = document.activeElement, style = getComputedStyle(e)
  const isMarked = e.matches(":focus-visible")
  let isOutlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
  if (e.ownerSVGElement) {  // a drawing is marked by how its lines are drawn
    const lines = () => [...e.querySelectorAll("*")].map(each => getComputedStyle(each)).map(s => s.stroke + s.strokeWidth).join()
    const before = lines()
    e.blur()
    isOutlined = lines() !== before
    e.focus()
  }
  // In sight: at its middle, within the window, stands itself, what it holds or is held by, or its label.
  // The middle of a drawing's part may be another part's: what counts is that the drawing lies on top there.
  const box = [...e.getClientRects()].find(each => each.width > 1 && each.height > 1)
  const frame = e.ownerSVGElement?.getBoundingClientRect() ?? {left: 0, right: innerWidth, top: 0, bottom: innerHeight}
  const within = (low, high, ...limits) => {
    const [from, to] = [Math.max(low, limits[0], 0), Math.min(high, limits[1], limits[2])]
    return from < to ? (from + to) / 2 : -1
  }
  const hit = box && document.elementFromPoint(
    within(box.left, box.right, frame.left, frame.right, innerWidth), within(box.top, box.bottom, frame.top, frame.bottom, innerHeight))
  const isInSight = !!hit && (e.contains(hit) || hit.contains(e) || hit.closest("label")?.control === e ||
    (e.ownerSVGElement && e.ownerSVGElement === hit.closest("svg")))
  const faults = []
  if (e !== document.body) {
    if (!isMarked || !isOutlined) faults.push("not marked")
    if (!isInSight) faults.push("not in sight, behind " + (hit ? hit.outerHTML.slice(0, 60) : "nothing"))
  }
  return [e.dataset.walk ?? null, e === document.body, faults.join(" and "), e.outerHTML.slice(0, 100)]
}"""


def walk_by_keyboard(page):
    """(how many stops, what is wrong)"""
    expected = page.evaluate(EXPECTED)
    wrong = [f"for a mouse alone: {each}" for each in page.evaluate(FOR_A_MOUSE_ALONE)]
    seen, has_left = [], False
    while len(seen) < min(len(expected) + 2, MOST_TABS) and len(wrong) < 5:
        page.keyboard.press("Tab")
        number, is_over, faults, element = page.evaluate(FOCUSED)
        if is_over or (seen and number == str(seen[0])):
            has_left = True
            break
        if number is None:
            wrong.append(f"nobody expects {element}")
            continue
        seen.append(int(number))
        if faults:
            wrong.append(f"{faults}: {element}")
    if not wrong and len(expected) < MOST_TABS:
        missed = [expected[n] for n in range(len(expected)) if n not in seen]
        if missed:
            wrong.append(f"missed {missed[:2]}")
        elif seen != list(range(len(expected))):
            wrong.append(f"another order: {seen[:40]}")
        elif not has_left:
            wrong.append("Tab never leaves the page")
    return len(seen), "; ".join(wrong[:2])
