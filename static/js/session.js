// Says when the session is about to end, keeps it with one press, and knows when somebody has signed in again.
(() => {
  const box = document.querySelector("[data-session]");
  if (!box) return;
  const WARNING = 5 * 60 * 1000;
  const parts = [...box.querySelectorAll("[data-when]")];
  let endsAt = Date.now() + Number(box.dataset.seconds) * 1000;
  let shown = "", asking = false, lastFocus = null;

  function show(name) {
    shown = name;
    for (const part of parts) part.hidden = part.dataset.when !== name;
    box.classList.toggle("is-shown", Boolean(name));
  }

  function takeToken(token) {
    for (const input of document.querySelectorAll('[name="csrfmiddlewaretoken"]')) input.value = token;
  }

  async function ask(method = "GET") {
    if (asking) return null;
    asking = true;
    const options = { method, headers: { Accept: "application/json" }, cache: "no-store" };
    if (method === "POST") {
      const token = document.querySelector('[name="csrfmiddlewaretoken"]');
      options.body = new URLSearchParams({ csrfmiddlewaretoken: token?.value ?? "" });
    }
    try {
      const answer = await fetch(box.dataset.session, options);
      return answer.ok ? await answer.json() : null;
    } catch {
      return null; // no connection: asked again at the next look
    } finally {
      asking = false;
    }
  }

  function ended() {
    if (shown !== "ended") show("ended");
    document.dispatchEvent(new Event("session:ended"));
  }

  function take(known) {
    if (!known) return;
    if (known.person === null) return ended();
    if (known.person !== box.dataset.person) {
      document.dispatchEvent(new Event("session:ended"));
      if (shown !== "other") show("other");
      return;
    }
    endsAt = Date.now() + known.seconds * 1000;
    takeToken(known.token);
    if (shown === "ended" || shown === "other") show("");
    if (shown === "ending" && endsAt - Date.now() > WARNING) show("");
    document.dispatchEvent(new Event("session:resumed"));
    if (!shown && endsAt - Date.now() <= WARNING) show("ending");
  }

  // Another window may have kept the session, or ended it: the server is asked before anything is said.
  async function look() {
    if (document.hidden) return;
    const isOver = shown === "ended" || shown === "other";
    if (isOver || (endsAt - Date.now() <= WARNING && shown !== "ending") || Date.now() >= endsAt) take(await ask());
  }

  box.querySelector("[data-stay]").addEventListener("click", async () => {
    const known = await ask("POST");
    if (!known) return look();
    take(known);
    if (known.person === box.dataset.person) {
      show("kept");
      lastFocus?.focus({ preventScroll: true });
      setTimeout(() => shown === "kept" && show(""), 8000);
    }
  });
  document.addEventListener("focusin", (event) => {
    if (!box.contains(event.target)) lastFocus = event.target;
  });
  document.addEventListener("session:ask", async () => take(await ask()));
  document.addEventListener("visibilitychange", look);
  window.addEventListener("focus", look);
  setInterval(look, 5000);
  look();
})();
