// Answers chosen with Alt and a letter, without leaving the box one writes in; Ctrl and Enter sends.
//
// Each choice shows its key. An answer that asks for more moves to what it asks for.

const hints = document.querySelector("[data-keys]");
const form = hints.closest("form");
const byCode = new Map();

const codeOf = (key) => (/\d/.test(key) ? `Digit${key}` : `Key${key}`);

for (const choice of form.querySelectorAll("[data-key]")) {
  const { key } = choice.dataset;
  byCode.set(codeOf(key), choice);
  choice.setAttribute("aria-keyshortcuts", `Alt+${key}`);
  const shown = document.createElement("kbd");
  shown.className = "rt-key";
  shown.setAttribute("aria-hidden", "true"); // said by aria-keyshortcuts
  shown.textContent = `Alt ${key}`;
  form.querySelector(`label[for="${choice.id}"]`).append(" ", shown);
}
hints.hidden = false;

const said = hints.querySelector("[role=status]");
const asked = (choice) => document.getElementById(choice.getAttribute("aria-controls") ?? "")?.querySelector("input, textarea");

const choose = (choice) => {
  choice.click();
  const name = form.querySelector(`label[for="${choice.id}"]`).firstChild.textContent.trim();
  said.textContent = choice.checked ? `${name}: chosen` : `${name}: not chosen`;
  if (choice.checked && choice.hasAttribute("data-asks")) asked(choice)?.focus();
};

form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.querySelector("button:not([formaction])").click();
  }
  const choice = event.altKey && !event.ctrlKey && !event.metaKey ? byCode.get(event.code) : null;
  if (!choice) return;
  event.preventDefault();
  choose(choice);
});

// What only some answers ask for is shown for those alone.
const parts = form.querySelectorAll("[data-when]");
const show = () => {
  for (const part of parts) {
    const [name, ...values] = part.dataset.when.split(" ");
    const chosen = form.querySelector(`[name="${name}"]:checked`);
    part.hidden = !chosen || !values.includes(chosen.value);
  }
};
form.addEventListener("change", show);
window.addEventListener("pageshow", show);
show();
