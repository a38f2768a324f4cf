// Enhancement only: every page works without this file. Nothing here makes a decision.
//
// The addresses of the two libraries are on <body>, because their file names carry a hash of their
// content; they are fetched only by pages that hold one of their components.

const body = document.body;

// "Exit this page" that cannot be undone with the browser's back button. It leads through our own
// /leave/, which ends the session, so the page it leaves must not be one step back.
const leaving = (ExitThisPage) =>
  class extends ExitThisPage {
    exitPage() {
      body.classList.add("govuk-exit-this-page-hide-content");
      window.location.replace(this.$button.href);
    }
  };

// A radio that shows more says so by what follows it; ARIA has no "expanded" for one.
const plain = (Radios) =>
  class extends Radios {
    syncConditionalRevealWithInputState(input) {
      super.syncConditionalRevealWithInputState(input);
      input.removeAttribute("aria-expanded");
    }
  };

const start = async () => {
  if (document.querySelector('[data-module^="govuk-"]')) {
    body.classList.add("js-enabled", "govuk-frontend-supported");
    const govuk = await import(body.dataset.govuk);
    const { Button, CharacterCount, Checkboxes, ErrorSummary } = govuk;
    const { NotificationBanner, Radios, ServiceNavigation, SkipLink } = govuk;
    for (const component of [
      Button, CharacterCount, Checkboxes, ErrorSummary,
      NotificationBanner, plain(Radios), ServiceNavigation, SkipLink,
      leaving(govuk.ExitThisPage),
    ]) {
      govuk.createAll(component);
    }
  }
  if (document.querySelector('[data-module^="moj-"]')) {
    (await import(body.dataset.moj)).initAll();
  }
};

start();

// What a part of a page needs a script of its own for says which one; it is fetched by no other page.
for (const address of new Set(Array.from(document.querySelectorAll("[data-script]"), (part) => part.dataset.script))) {
  import(address);
}

// A page brought back from the browser's memory after signing out would show what it showed before.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

// A page that answered a form (with what is missing, or to be checked) can be gone back to once the
// form is sent again: it is asked for anew, and no browser asks whether to send it all once more.
document.addEventListener("submit", () => window.history.replaceState(window.history.state, ""));

// Before a session runs out the page says so, and offers to go on. What another tab of the same
// session does counts here too.
const watch = (dialog) => {
  const form = dialog.querySelector("form");
  const words = dialog.querySelector("[role=status]");
  const tabs = new BroadcastChannel("roundtable-session");
  const { idle, over, warned } = dialog.dataset; // seconds
  const inSeconds = (seconds) => Date.now() + 1000 * seconds;
  const ends = inSeconds(over);
  let idleEnds = inSeconds(idle);
  let state = "idle";
  let closed = "";

  const say = (text) => {
    for (const part of dialog.querySelectorAll("[data-when]")) {
      part.hidden = !part.dataset.when.split(" ").includes(state);
    }
    if (words.textContent !== text) words.textContent = text; // said once for each minute
    if (dialog.open || closed === state) return;
    dialog.hidden = false;
    dialog.showModal();
  };

  const look = () => {
    const left = Math.min(idleEnds, ends) - Date.now();
    const minutes = Math.ceil(left / 60000);
    state = left <= 0 ? "out" : ends < idleEnds ? "over" : "idle";
    if (left <= 0) say("Nothing you do here reaches us until you sign in again.");
    else if (left <= 1000 * warned) say(`You will be signed out in ${minutes} minute${minutes > 1 ? "s" : ""}.`);
    else if (dialog.open) dialog.close();
  };

  const hasRead = () => {
    closed = state; // not again every second
    dialog.close();
  };

  const goOn = (seconds) => {
    idleEnds = inSeconds(seconds);
    look();
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const stay = { method: "POST", body: new FormData(form) };
    const answer = await fetch(form.action, stay).catch(() => null);
    if (!answer) return; // no network: the button can be pressed again
    goOn(answer.ok ? idle : -1);
    if (answer.ok) tabs.postMessage(idle);
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    if (state === "idle") form.requestSubmit();
    else hasRead();
  });
  dialog.querySelector("button[type=button]").addEventListener("click", hasRead);
  tabs.addEventListener("message", (event) => goOn(event.data));
  tabs.postMessage(idle);
  setInterval(look, 1000);
};

const timeOut = document.querySelector(".rt-time-out");
if (timeOut?.showModal) watch(timeOut);
