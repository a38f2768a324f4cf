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

// A page brought back from the browser's memory after signing out would show what it showed before.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
