// What is said is kept as fast as it is typed: Enter keeps it and goes on, and nobody waits for a page.
//
// Until the database has it, it stands above the box as "not saved yet", and on this device, locked
// with a key that is in this page's memory alone. It is sent until it is kept, in the order it was
// typed, each with a one-time key of its own: sent twice, it is kept once. What had to wait says for
// how long, so that its time stays as it was.

const form = document.querySelector("[data-says]");
const list = document.querySelector("[data-pending]");
const box = form.elements.text;
const line = form.querySelector("[data-draft]");
const AGAIN = 2000; // milliseconds
const { drawer } = await import(line.dataset.drawer);
const { lock, signIn } = line.dataset;
const PREFIX = `${line.dataset.draft}-said-`;
const PLACE = `roundtable-draft-${PREFIX}`;

let queue = []; // what is not kept yet, oldest first
let state = "";
let busy = false;
let timer = 0;
let again = ""; // the key of what is being put right: who sends the same again has answered

const node = (name, text, ...parts) => {
  const made = document.createElement(name);
  made.append(text, ...parts);
  return made;
};

const button = (text, press) => {
  const made = node("button", text);
  made.type = "button";
  made.className = "rt-link-button";
  made.addEventListener("click", press);
  return made;
};

const WORDS = {
  "": "Being saved:",
  offline: "No connection. Not saved yet, and kept on this device, locked:",
  out: "You have been signed out. Not saved yet, and kept on this device, locked: ",
  refused: "Not saved yet:",
};

const show = () => {
  list.hidden = !queue.length;
  if (!queue.length) return list.replaceChildren();
  const head = node("p", WORDS[state]);
  if (state === "out") {
    const link = node("a", "Sign in again in another window");
    Object.assign(link, { className: "govuk-link", href: signIn, target: "_blank", rel: "opener" });
    head.append(link);
  }
  const rows = queue.map((item) => {
    const row = node("li", item.text);
    if (!item.reasons) return row;
    row.append(node("strong", ` ${item.reasons.join(". ")} `), button("Put it right", () => putRight(item)), " ", button("Throw it away", () => drop(item)));
    return row;
  });
  return list.replaceChildren(head, node("ol", "", ...rows));
};

const drop = (item) => {
  queue = queue.filter((one) => one !== item);
  drawer(PREFIX + item.once, lock).clear();
  show();
};

// Into the form again, unless somebody is typing there: then it waits.
const putRight = (item) => {
  if (box.value.trim()) return box.focus();
  for (const field of form.elements) {
    const given = item.pairs.filter(([name]) => name === field.name).map(([, value]) => value);
    if (["radio", "checkbox"].includes(field.type)) field.checked = given.includes(field.value);
    else if (given.length && !["hidden", "submit"].includes(field.type)) [field.value] = given;
  }
  drop(item);
  again = item.once;
  typed();
  return box.focus();
};

const typed = () => box.dispatchEvent(new Event("input", { bubbles: true }));

const send = async (item) => {
  const body = new FormData();
  for (const [name, value] of item.pairs) body.append(name, value);
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  body.append("_once", item.once);
  body.append("_waited", Math.min(999999, Math.max(0, Math.round((Date.now() - item.at) / 1000))));
  const answer = await fetch(form.dataset.says, { method: "POST", body, redirect: "manual" }).catch(() => null);
  if (!answer || answer.status >= 500) return { state: "offline" };
  if ([0, 401, 403, 404].includes(answer.status)) return { state: "out" };
  return answer.json().catch(() => ({ state: "offline" }));
};

const flush = async () => {
  if (busy) return;
  busy = true;
  clearTimeout(timer);
  let waits = queue.find((one) => !one.reasons);
  while (waits) {
    const said = await send(waits);
    if (said.state === "kept") {
      drop(waits);
      state = "";
      window.dispatchEvent(new Event("rt:sent"));
    } else if (said.state === "refused") {
      waits.reasons = said.reasons;
      state = "refused";
    } else {
      state = said.state;
      if (state === "out") window.dispatchEvent(new Event("rt:shut"));
      timer = setTimeout(flush, AGAIN);
      break;
    }
    waits = queue.find((one) => !one.reasons);
  }
  busy = false;
  show();
};

const keep = async () => {
  const text = box.value;
  if (!text.trim()) return box.focus();
  const once = again || crypto.randomUUID();
  again = "";
  const pairs = Array.from(new FormData(form)).filter(([name, value]) => !name.startsWith("_") && name !== "csrfmiddlewaretoken" && typeof value === "string");
  const item = { once, text, pairs, at: Date.now() };
  // In memory and on the screen at once, on the device a moment later, and sent when it is there.
  queue.push(item);
  box.value = "";
  show();
  typed();
  box.focus();
  await drawer(PREFIX + once, lock).put(item).catch(() => null);
  return flush();
};

// Before any other script of the form: the page stays.
form.addEventListener("submit", (event) => {
  event.preventDefault();
  keep();
}, true);
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  keep();
});
window.addEventListener("online", flush);
window.addEventListener("beforeunload", (event) => {
  if (queue.length) event.preventDefault();
});

// What an earlier page on this device could not send any more.
const left = Object.keys(localStorage).filter((place) => place.startsWith(PLACE) && !place.includes("-locked-"));
for (const place of left) {
  const item = await drawer(place.replace("roundtable-draft-", ""), lock).get();
  if (item && !queue.some((one) => one.once === item.once)) queue.push(item);
}
queue.sort((one, other) => one.at - other.at);
if (queue.length) flush();
