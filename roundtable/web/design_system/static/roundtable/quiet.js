// A press that leaves the page as it is: what somebody types there stays, and what has changed comes
// with the news. Alt and Y gives the turn to who is chosen as saying it, or ends it.

const refusal = (page) => page.querySelector(".govuk-notification-banner");

const send = async (form) => {
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
  const text = answer?.ok ? await answer.text().catch(() => "") : "";
  const page = new DOMParser().parseFromString(text, "text/html");
  // No connection, or signed out meanwhile: the browser says so.
  if (!page.querySelector("[data-follow]")) return form.submit();
  const banner = refusal(page);
  refusal(document)?.remove();
  if (banner) document.querySelector("main").prepend(document.adoptNode(banner));
  return window.dispatchEvent(new Event("rt:sent"));
};

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-quiet]");
  if (!form || event.defaultPrevented) return;
  event.preventDefault();
  send(form);
});

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyY") return;
  const says = document.querySelector("select[name=author]")?.value;
  const button = says ? document.querySelector(`[data-turn="${says}"]`) : null;
  if (!button) return;
  event.preventDefault();
  button.click();
});
