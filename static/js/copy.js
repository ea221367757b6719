// Copies a text of the page. Without this file its button stays hidden, and the text is marked and copied by hand.
(() => {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    const said = button.parentElement.querySelector("[data-copied]");
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const paragraphs = document.getElementById(button.dataset.copy).querySelectorAll("p");
      await navigator.clipboard.writeText([...paragraphs].map((each) => each.textContent).join("\n\n"));
      said.textContent = button.textContent = button.dataset.done;
      setTimeout(() => (button.textContent = label), 3000);
    });
  }
})();
