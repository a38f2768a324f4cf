// Answers chosen with Alt and a letter, without leaving the box one writes in; Ctrl and Enter sends.
//
// Each choice shows its key; those of a list, below it. The key of what is chosen in a list takes it
// back. An answer that asks for more moves to what it asks for.

const hints = document.querySelector("[data-keys]");
const form = hints.closest("form");
const byCode = new Map();

const codeOf = (key) => key.replace(/.$/, (last) => (/\d/.test(last) ? `Digit${last}` : `Key${last}`));

const made = (name, className, ...parts) => {
  const node = document.createElement(name);
  node.className = className;
  node.append(...parts);
  return node;
};

// An option has no room for its key: they stand below the list.
const below = (list) => {
  if (!list.nextElementSibling?.matches(".rt-keyed")) {
    list.after(made("ul", "rt-keyed"));
    list.nextElementSibling.setAttribute("aria-hidden", "true"); // said by aria-keyshortcuts
  }
  return list.nextElementSibling;
};

for (const choice of form.querySelectorAll("[data-key]")) {
  const { key } = choice.dataset;
  byCode.set(codeOf(key), choice);
  const list = choice.closest("select");
  const holder = list ?? choice;
  holder.setAttribute("aria-keyshortcuts", `${holder.getAttribute("aria-keyshortcuts") ?? ""} Alt+${key.replace(" ", "+")}`.trim());
  const shown = made("kbd", "rt-key", `Alt ${key}`);
  shown.setAttribute("aria-hidden", "true");
  if (list) below(list).append(made("li", "", choice.text, shown));
  else form.querySelector(`label[for="${choice.id}"]`).after(shown);
}
hints.hidden = false;

const said = hints.querySelector("[role=status]");
const asked = (choice) => document.getElementById(choice.getAttribute("aria-controls") ?? "")?.querySelector("input, textarea");

const select = (option, list) => {
  list.value = list.value === option.value ? "" : option.value;
  for (const kind of ["input", "change"]) list.dispatchEvent(new Event(kind, { bubbles: true }));
  said.textContent = list.value ? `${option.text}: chosen` : `${option.text}: not chosen`;
};

const choose = (choice) => {
  const list = choice.closest("select");
  if (list) return select(choice, list);
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
  const pressed = event.shiftKey ? `Shift ${event.code}` : event.code;
  const choice = event.altKey && !event.ctrlKey && !event.metaKey ? byCode.get(pressed) : null;
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
