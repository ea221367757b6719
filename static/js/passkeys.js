// Shows the buttons for passkeys where the browser knows them, and says it when one was not used.
(() => {
  if (!window.PublicKeyCredential) return;
  for (const element of document.querySelectorAll("[data-passkey]")) element.hidden = false;
  for (const element of document.querySelectorAll("[data-passkey-missing]")) element.hidden = true;

  document.addEventListener("allauth.error", (event) => {
    event.preventDefault(); // cancelling in the browser's own window is no fault of the page
    const notice = document.querySelector("[data-passkey-failed]");
    notice.hidden = false;
    notice.focus();
  });
})();
