// Saves each group of answers (an action, the words, an indicator) while it is written; without this file the page is
// saved with its buttons. One request is under way at a time. What is typed stays in the page and nowhere else.
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const words = (name) => form.dataset[`words${name}`];
  const summary = form.querySelector("[data-save-summary]");
  const announce = form.querySelector("[data-save-announce]");
  const left = form.querySelector("[data-save-left]");
  const page = [...crypto.getRandomValues(new Uint8Array(12))].map((b) => b.toString(16).padStart(2, "0")).join("");
  const PAUSE = 1200, PATIENCE = 30000, LONGEST_WAIT = 60000, KEPT_ALIVE = 60000;
  let number = 0, underWay = null, failures = 0, timer = 0, stopped = "", isAway = false, isLeaving = false, lastSaid = "";

  class Group {
    constructor(seen) {
      this.seen = seen;
      this.prefix = seen.name.slice(0, -"-seen".length);
      this.box = seen.closest("article, section");
      this.line = document.createElement("p");
      this.line.className = "save-line";
      this.line.hidden = true;
      (this.box.querySelector(".ask-now") ?? this.box).append(this.line);
      this.saved = this.text();
      this.refused = null; // what the server could not keep: asked again once it is changed
      this.choice = this.box.querySelector(".conflict") ? { units: [] } : null;
      if (this.choice) this.offerChoice();
    }

    get controls() {
      return [...form.elements].filter((e) => e.name.startsWith(`${this.prefix}-`) && e !== this.seen);
    }

    values() {
      const found = {};
      for (const e of this.controls) {
        if ((e.type === "radio" || e.type === "checkbox") && !e.checked) found[e.name] ??= e.type === "radio" ? "" : null;
        else found[e.name] = e.value;
      }
      return found;
    }

    text() { return JSON.stringify(this.values()); }
    get isChanged() { return this.text() !== this.saved; }
    get isReady() { return this.isChanged && !this.choice && this.refused !== this.text(); }

    put(shown) {
      for (const [name, value] of Object.entries(shown)) {
        for (const e of this.controls.filter((each) => each.name === name)) {
          if (e.type === "radio") e.checked = e.value === String(value);
          else if (e.type === "checkbox") e.checked = Boolean(value);
          else e.value = value;
        }
      }
    }

    // The page now stands on what was written, or on what a colleague wrote.
    mark(unit, mark) {
      const kept = this.seen.value.split(" ").filter((pair) => pair && !pair.startsWith(`${unit}:`));
      this.seen.value = [...kept, `${unit}:${mark}`].join(" ");
    }

    say(text, isProblem = false) {
      this.line.textContent = text;
      this.line.hidden = !text;
      this.line.classList.toggle("is-unsaved", isProblem);
    }

    offerChoice() {
      this.box.querySelector(".choose")?.remove();
      const choose = document.createElement("p");
      choose.className = "actions choose";
      const add = (label, kind, act) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = `button ${kind}`;
        button.textContent = label;
        button.addEventListener("click", act);
        choose.append(button);
      };
      add(words("KeepMine"), "button--second", () => this.choose(false));
      if (this.choice.units.length) add(words("TakeTheirs"), "button--link", () => this.choose(true));
      const shown = [...this.box.querySelectorAll(".conflict")];
      shown[shown.length - 1]?.after(choose);
      this.say(words("Conflict"), true);
    }

    choose(theirs) {
      const { units } = this.choice;
      this.choice = null;
      for (const one of units) {
        this.mark(one.unit, one.mark);
        if (theirs) this.put(one.shown);
      }
      for (const part of this.box.querySelectorAll(".conflict, .choose")) part.remove();
      if (!theirs) this.saved = null; // also what looks as before is sent
      this.say("");
      this.controls.find((e) => e.type !== "hidden")?.focus();
      soon(0);
    }
  }

  const groups = [...form.elements].filter((e) => /-seen$/.test(e.name)).map((seen) => new Group(seen));
  const unsaved = () => groups.some((group) => group.isChanged) || underWay !== null;
  // A comment goes with its button, or with those of the page; it is never sent by itself.
  const unsent = () => [...form.elements].some((e) => e.name.startsWith("remark-") && e.value.trim());

  function soon(wait = PAUSE) {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
    paint();
  }

  function paint(said) {
    const problem = stopped || (isAway ? words("SignedOut") : "");
    const waits = groups.find((group) => group.choice || (group.isChanged && group.refused === group.text()));
    const trouble = problem || (failures ? lastSaid : "") || (waits ? waits.line.textContent : "");
    if (trouble) lastSaid = trouble;
    else if (said) lastSaid = said;
    const text = trouble || (underWay ? words("Saving") : unsaved() ? words("Changed") : said || lastSaid || words("All"));
    summary.textContent = text;
    summary.classList.toggle("is-unsaved", Boolean(trouble));
    // Read out: problems, and that one is over. Not every pause in typing.
    if (trouble ? announce.textContent !== trouble : said && announce.dataset.said !== "yes") {
      announce.textContent = trouble || said;
      announce.dataset.said = trouble ? "no" : "yes";
    }
  }

  async function send() {
    clearTimeout(timer);
    if (underWay || stopped || isAway) return paint();
    const group = groups.find((each) => each.isReady);
    if (!group) return paint();
    const sent = group.values(), text = JSON.stringify(sent);
    const body = new URLSearchParams({ page, number: String(++number), [group.seen.name]: group.seen.value });
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const [name, value] of Object.entries(sent)) if (value !== null) body.set(name, value);
    underWay = group;
    group.say(words("Saving"));
    paint();
    let answer = null, read = null;
    try {
      answer = await fetch(form.dataset.autosave, {
        method: "POST", body, redirect: "manual", cache: "no-store",
        headers: { Accept: "application/json" },
        keepalive: body.toString().length < KEPT_ALIVE, // goes on when the page is closed
        signal: AbortSignal.timeout(PATIENCE),
      });
      if ((answer.headers.get("Content-Type") ?? "").startsWith("application/json")) read = await answer.json();
    } catch {
      answer = null;
    }
    underWay = null;
    take(group, sent, text, answer, read ?? {});
  }

  function take(group, sent, text, answer, read) {
    if (!answer) return again(group, words("Offline"));
    if (answer.type === "opaqueredirect") {
      isAway = true;
      group.say(words("SignedOut"), true);
      document.dispatchEvent(new Event("session:ask"));
      return paint();
    }
    if (answer.ok && read.groups) return kept(group, sent, text, read);
    if (answer.ok && read.is_late) return soon(0);
    if (answer.status === 409 && read.conflicts) return conflict(group, read.conflicts);
    if (read.errors) return refuse(group, text, `${words("NotKept")} ${Object.values(read.errors).flat().join(" ")}`);
    if (answer.status === 413) return refuse(group, text, words("Long"));
    if (answer.status === 403 && read.reason === "token") {
      document.dispatchEvent(new Event("session:ask")); // signed in anew elsewhere: the page's token is an old one
      return again(group, words("Busy"));
    }
    if (answer.status === 429) return again(group, words("Busy"), Number(answer.headers.get("Retry-After")) * 1000);
    if (answer.status >= 500) return again(group, words("Trouble"));
    stopped = read.reason ? `${words("NotKept")} ${read.reason}` : words("Refused");
    group.say(stopped, true);
    paint();
  }

  function kept(group, sent, text, read) {
    failures = 0;
    group.refused = null;
    const told = read.groups[group.prefix] ?? { marks: {}, news: [], status: "" };
    for (const [unit, mark] of Object.entries(told.marks)) group.mark(unit, mark);
    const now = group.values();
    const saved = { ...sent };
    for (const one of told.news) {
      // A colleague's answer is shown where nothing is being typed; else it is asked about with the next save.
      if (Object.keys(one.shown).every((name) => now[name] === sent[name])) {
        group.put(one.shown);
        group.mark(one.unit, one.mark);
        Object.assign(saved, one.shown);
      }
    }
    group.saved = JSON.stringify({ ...saved });
    const status = group.box.querySelector("[data-status]");
    if (status && told.status) status.innerHTML = told.status;
    for (const name of told.wanted ?? []) group.controls.find((e) => e.name === name)?.closest("details")?.setAttribute("open", "");
    left.textContent = read.left_said;
    group.say(group.isChanged ? words("Changed") : read.said);
    paint(read.said);
    soon(group.isReady ? PAUSE : 0);
  }

  function conflict(group, conflicts) {
    failures = 0;
    const told = conflicts.find((one) => one.prefix === group.prefix);
    group.choice = { units: told.units };
    for (const former of group.box.querySelectorAll(".conflict, .choose")) former.remove();
    group.seen.insertAdjacentHTML("afterend", told.html);
    group.offerChoice();
    soon(0);
  }

  function refuse(group, text, said) {
    failures = 0;
    group.refused = text;
    group.say(said, true);
    soon(0);
  }

  function again(group, said, wait = 0) {
    failures += 1;
    group.say(said, true);
    lastSaid = said;
    const delay = Math.min(LONGEST_WAIT, 1000 * 2 ** Math.min(failures, 6)) * (0.75 + Math.random() / 2);
    soon(Math.max(delay, wait || 0));
  }

  // --- one press says “unchanged” ---------------------------------------------------------------------------

  function confirm(button) {
    const article = button.closest("article");
    const radio = article.querySelector('input[type="radio"][value="unchanged"]');
    radio.checked = true;
    button.closest("[data-confirm-one]").remove();
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-confirm]");
    if (!button) return;
    event.preventDefault();
    const all = () => [...form.querySelectorAll('[data-confirm]:not([data-confirm="all"])')];
    if (button.dataset.confirm === "all") {
      for (const one of all()) if (!answered(one)) confirm(one);
    } else {
      const next = all().slice(all().indexOf(button) + 1).find((one) => !answered(one)) ?? all().find((one) => one !== button && !answered(one));
      confirm(button);
      next?.focus();
    }
    tidy();
    soon(0);
  });

  function answered(button) {
    return Boolean(button.closest("article").querySelector('input[type="radio"]:checked'));
  }

  function tidy() {
    const waiting = [...form.querySelectorAll('[data-confirm]:not([data-confirm="all"])')].filter((one) => !answered(one));
    const rest = form.querySelector("[data-confirm-rest]");
    if (rest && !waiting.length) {
      const follows = form.querySelector("#words textarea") ?? form.querySelector('[name="then"]');
      if (rest.contains(document.activeElement) || document.activeElement === document.body) follows?.focus();
      rest.remove();
    }
  }

  // --- when to save, and when not to leave ------------------------------------------------------------------

  form.addEventListener("input", () => soon());
  form.addEventListener("change", (event) => soon(/radio|checkbox/.test(event.target.type) ? 0 : PAUSE));
  form.addEventListener("focusout", () => groups.some((group) => group.isReady) && soon(200));
  form.addEventListener("submit", () => {
    // The server hears this one after all that went before, whenever those arrive.
    for (const [name, value] of Object.entries({ page, number: String(++number) })) {
      const input = form.querySelector(`input[type="hidden"][name="${name}"]`) ?? document.createElement("input");
      Object.assign(input, { type: "hidden", name, value });
      form.append(input);
    }
    isLeaving = true;
    clearTimeout(timer);
  });
  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("a[href]");
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || link.target || link.getAttribute("href").startsWith("#") || !unsaved()) return;
    if (stopped || isAway || failures || groups.some((group) => group.isChanged && !group.isReady)) return;
    event.preventDefault();
    const until = Date.now() + 3000;
    while (unsaved() && !failures && !stopped && !isAway && Date.now() < until) {
      await send();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    location.href = link.href;
  });
  document.addEventListener("visibilitychange", () => document.hidden && send());
  window.addEventListener("pagehide", send);
  window.addEventListener("online", () => soon(0));
  window.addEventListener("offline", () => unsaved() && paint());
  window.addEventListener("beforeunload", (event) => {
    if (!isLeaving && (unsaved() || unsent())) event.preventDefault();
  });
  window.addEventListener("pageshow", () => { isLeaving = false; });
  document.addEventListener("session:ended", () => {
    isAway = true;
    paint();
  });
  document.addEventListener("session:resumed", () => {
    const wasAway = isAway;
    isAway = false;
    if (wasAway) {
      failures = 0;
      soon(0);
    }
  });
  paint();
})();
