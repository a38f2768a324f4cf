// What is typed into a form is never lost, and called saved only when the database holds it.
//
// Every key pressed is kept on this device at once, locked with a key that is only in this page's
// memory: the server gives it back after signing in again. A second later the server has it, and the
// copy here goes.

const SOON = 1000; // milliseconds
const AGAIN = 5000;
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "_draft", "_back"]);
const WORDS = {
  typing: () => "Not saved yet",
  saved: (at) => `Draft saved ${at}`,
  back: (at) => `This is what you typed and did not send. Draft saved ${at}`,
  offline: () => "No connection. What you type is kept on this device, locked, and not saved yet.",
  out: () => "You have been signed out. What you type is kept on this device, locked, and not saved yet. ",
  elsewhere: (at) => `Something else was typed here in another window${at && `, and saved ${at}`}. What stands here is kept on this device only. `,
  fails: () => "This cannot be saved just now. What you type is kept on this device, locked.",
  long: () => "This is too long to be kept as a draft. Save it, or make it shorter.",
  alone: () => "This is not saved, and cannot be kept on this device. Do not close this page.",
};
const OTHER = " On this device is something else that you typed here. ";
const LOCKED = " On this device is something that you typed here before and that cannot be opened any more. ";
const QUIET = new Set(["typing", "saved"]);
const STUCK = new Set(["out", "elsewhere"]); // until somebody does something about it
const TROUBLE = new Set(["offline", "fails", ...STUCK]);

// Whether something stands in the form that did not come with the page.
const touched = (form) =>
  Array.from(form.elements).some((box) =>
    ["radio", "checkbox"].includes(box.type) ? box.checked !== box.defaultChecked : (box.defaultValue ?? box.value) !== box.value,
  );

const begin = async (line) => {
  const { drawer } = await import(line.dataset.drawer);
  const form = line.closest("form");
  const away = form.querySelector("[data-draft-away]");
  const { draft: name, lock, address, caret, fresh, signIn } = line.dataset;
  let revision = Number(line.dataset.revision);
  let mine = null; // the drawer
  let other = null; // the drawer for what was typed here and is not what the server has
  let offer = [];
  const words = document.createTextNode("");
  let beside = []; // what stands after the words
  let aside = []; // what cannot be opened any more
  let ready = false;
  let typedAt = touched(form) ? 1 : 0; // counts what was typed, before this script came too
  let timer = 0;
  let busy = false;
  let gone = false;
  let where = "";

  const say = (state, at = "", ...more) => {
    line.setAttribute("aria-live", QUIET.has(state) ? "off" : "polite");
    Object.assign(line.dataset, { state, at });
    words.data = state ? WORDS[state](at) : "";
    const rest = [...more, ...offer, ...aside];
    // A button that is just being pressed stays where it is: taken out and put back, it is not pressed.
    if (line.firstChild === words && rest.length === beside.length && rest.every((one, i) => one === beside[i])) return;
    beside = rest;
    line.replaceChildren(words, ...rest);
  };

  const button = (text, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "rt-link-button";
    made.textContent = text;
    made.addEventListener("click", press);
    return made;
  };

  const wayIn = () => {
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = signIn;
    link.textContent = "Sign in again";
    return link;
  };

  // What stands in the form

  const fields = () =>
    Array.from(new FormData(form)).filter(([field, value]) => !NOT_TYPED.has(field) && typeof value === "string");

  const cursor = () => {
    const box = document.activeElement;
    const isText = form.contains(box) && typeof box.selectionStart === "number";
    if (isText) where = `${box.name} ${box.selectionStart} ${box.selectionEnd}`;
    return where; // or where it last stood
  };

  const point = (place) => {
    const [field, from, to] = place.split(" ");
    const box = form.elements[field];
    if (!box?.setSelectionRange) return;
    box.focus();
    box.setSelectionRange(Number(from), Number(to));
  };

  const fill = (pairs) => {
    const values = new Map();
    for (const [field, value] of pairs) values.set(field, [...(values.get(field) ?? []), value]);
    for (const box of form.elements) {
      if (!box.name || NOT_TYPED.has(box.name) || box.type === "submit" || box.type === "button") continue;
      const given = values.get(box.name) ?? [];
      if (box.type === "radio" || box.type === "checkbox") box.checked = given.includes(box.value);
      else if (given.length) box.value = given.shift();
    }
    window.dispatchEvent(new Event("pageshow")); // what depends on an answer is shown
  };

  // Keeping it

  const send = async (pairs, base, place, keepalive = false) => {
    const body = new FormData();
    for (const [field, value] of pairs) body.append(field, value);
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("_draft", name);
    body.append("_base", base);
    body.append("_caret", place);
    const answer = await fetch(address, { method: "POST", body, keepalive, redirect: "manual" }).catch(() => null);
    if (!answer || answer.status >= 500) return { state: "offline" };
    if ([0, 401, 403].includes(answer.status)) return { state: "out" };
    return answer.ok ? answer.json() : { state: "fails" };
  };

  const keepHere = async () => {
    try {
      await mine.put({ pairs: fields(), base: revision, caret: cursor() });
      return true;
    } catch {
      return false; // no room, or a browser that keeps nothing
    }
  };

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  const trouble = async (state, at = "", ...more) => say((await keepHere()) ? state : "alone", at, ...more);

  const takeOver = (theirs) =>
    button("Save what stands here instead", () => {
      revision = theirs;
      say("typing");
      changed();
    });

  const save = async () => {
    timer = 0;
    if (busy || gone) return;
    busy = true;
    const typed = typedAt;
    const { state, at, revision: theirs } = await send(fields(), revision, cursor());
    busy = false;
    if (gone) return;
    if (state === "saved") {
      revision = theirs;
      if (away) away.hidden = false;
      if (typed !== typedAt) return later(SOON); // more was typed meanwhile
      mine?.clear();
      return say("saved", at);
    }
    if (state === "long") return say(state);
    if (state === "elsewhere") return trouble(state, at, takeOver(theirs));
    if (state === "out") return trouble(state, "", wayIn());
    if (state === "sent") return trouble("fails");
    await trouble(state);
    return later(AGAIN);
  };

  const changed = () => {
    typedAt += 1;
    if (!ready) return;
    if (!TROUBLE.has(line.dataset.state)) say("typing");
    keepHere();
    if (!timer && !STUCK.has(line.dataset.state)) later(SOON);
  };

  // Coming back

  const offerOther = (copy) => {
    const done = (act) => () => {
      other.clear();
      offer = [];
      act();
    };
    const show = button("Show it instead", done(() => {
      fill(copy.pairs);
      changed();
    }));
    const drop = button("Throw it away", done(() => say(line.dataset.state, line.dataset.at)));
    offer = [OTHER, show, " ", drop];
    say(line.dataset.state, line.dataset.at);
  };

  const tellOfLocked = (places) => {
    if (!places.length) return;
    const drop = button("Throw away what cannot be opened", () => {
      places.forEach((one) => localStorage.removeItem(one));
      aside = [];
      say(line.dataset.state, line.dataset.at);
    });
    aside = [LOCKED, drop];
    say(line.dataset.state ?? "", line.dataset.at);
  };

  const bringBack = async (copy) => {
    const { state, at, revision: theirs } = await send(copy.pairs, copy.base, copy.caret);
    if (state === "sent") return mine.clear();
    if (state === "elsewhere" || typedAt) {
      await other.put(copy);
      return offerOther(copy);
    }
    fill(copy.pairs);
    point(copy.caret);
    if (state !== "saved") return changed();
    revision = theirs;
    if (away) away.hidden = false;
    mine.clear();
    return say("back", at);
  };

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return; // sent by another script, and the page stays
    gone = true; // what is sent counts from here on
    clearTimeout(timer);
    if (event.submitter === away) mine?.clear();
  });
  window.addEventListener("online", () => timer && later(0));
  // Another script of this page got through: somebody has signed in again in another window.
  window.addEventListener("rt:sent", () => line.dataset.state === "out" && later(0));
  window.addEventListener("pagehide", () => {
    if (!gone && timer) send(fields(), revision, cursor(), true);
  });

  // What was just sent and refused stands in the form: the browser need not keep it to send it again.
  if (fresh) history.replaceState(history.state, "", location.href);
  if (caret) point(caret);
  try {
    mine = drawer(name, lock);
    other = drawer(`${name}-other`, lock);
    const left = await other.get();
    const copy = await mine.get();
    if (left) offerOther(left);
    tellOfLocked([...mine.locked(), ...other.locked()]);
    if (fresh) mine.clear();
    else if (copy) await bringBack(copy);
  } catch {
    // Nothing can be kept here: the server has its draft.
  }
  ready = true;
  if (fresh || typedAt) changed();
};

document.querySelectorAll("[data-draft]").forEach(begin);
