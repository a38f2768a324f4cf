// A page that follows what happens: it asks every second and a half, or as often as it says itself,
// and is answered when there is news. Its regions alone change; what somebody is typing is in none of them.

const line = document.querySelector("[data-follow]");
const SOON = Number(line.dataset.every || 1.5) * 1000; // milliseconds
const LATER = Math.max(5000, SOON);
const OFFLINE = "No connection. This is how it was a moment ago.";
const OUT = "This page does not follow the meeting any more. Sign in again in another window.";
let seen = line.dataset.follow;
let timer = 0;
let busy = false;

const say = (text) => {
  if (line.textContent !== text) line.textContent = text;
};

// Each answer has a new secret for its forms, which is no news.
const plain = (part) => part.outerHTML.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1");

// Where the keyboard is inside a region, as steps from it.
const steps = (region, part) => {
  const path = [];
  for (let one = part; one !== region; one = one.parentElement) path.unshift(Array.from(one.parentElement.children).indexOf(one));
  return path;
};

const put = (region, fresh) => {
  const here = document.activeElement;
  const path = region.contains(here) && region !== here ? steps(region, here) : null;
  const next = document.adoptNode(fresh);
  for (const open of region.querySelectorAll("details[id][open]")) next.querySelector(`#${open.id}`)?.setAttribute("open", "");
  region.replaceWith(next);
  path?.reduce((part, step) => part?.children[step], next)?.focus({ preventScroll: true });
};

// A region in which somebody types is left alone until they have done.
const isTyped = (region) =>
  Array.from(region.querySelectorAll("input:not([type=hidden]), textarea, select")).some((one) => one === document.activeElement || (one.defaultValue ?? one.value) !== one.value);

const show = (text) => {
  say("");
  const page = new DOMParser().parseFromString(text, "text/html");
  const fresh = page.querySelector("[data-follow]");
  if (!fresh) return say(OFFLINE); // some other network's own page
  seen = fresh.dataset.follow;
  // Who has signed in again meanwhile has another secret for every form.
  const secret = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = secret ?? field.value;
  for (const region of document.querySelectorAll("[data-region]")) {
    const now = page.querySelector(`[data-region="${region.dataset.region}"]`);
    if (now && plain(now) !== plain(region) && !isTyped(region)) put(region, now);
  }
};

const ask = async () => {
  if (busy) return;
  busy = true;
  const answer = await fetch(window.location.href, { headers: { "X-Seen-News": seen }, redirect: "manual" }).catch(() => null);
  const text = answer?.status === 200 ? await answer.text().catch(() => null) : "";
  busy = false;
  const isThere = answer && answer.status < 500 && text !== null;
  const isShut = isThere && !text && answer.status !== 204;
  clearTimeout(timer);
  timer = setTimeout(ask, isShut ? LATER : SOON);
  if (!isThere) return say(OFFLINE);
  if (text) return show(text);
  return isShut ? shut() : say("");
};

// The whole page next time, with what its forms need.
const forget = () => {
  seen = "";
};

// Signed out, or not for these eyes any more. Where somebody may be typing, what they typed stays,
// and the page goes on once they have signed in again.
const shut = () => {
  forget();
  if (document.querySelector("[data-draft]")) return say(OUT);
  return window.location.reload();
};

timer = setTimeout(ask, SOON);
// What this page itself has just sent is news at once.
window.addEventListener("rt:sent", ask);
window.addEventListener("rt:shut", forget);
