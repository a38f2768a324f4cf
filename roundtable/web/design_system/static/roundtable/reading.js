// Below a box stands how what is typed reads: said quietly, when one stops for a moment.

const WAITS = 800; // milliseconds

const begin = (line) => {
  const box = document.getElementById(line.dataset.reads);
  const token = box.form.elements.csrfmiddlewaretoken;
  let waiting = 0;

  const ask = async () => {
    const text = box.value;
    const body = new FormData();
    body.append("csrfmiddlewaretoken", token.value);
    body.append("text", text);
    const answer = await fetch(line.dataset.address, { method: "POST", body }).catch(() => null);
    if (!answer?.ok || answer.redirected || box.value !== text) return; // nothing to say, or too late
    const { says } = await answer.json();
    line.textContent = says;
  };

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAITS);
  });
  if (box.value) ask();
};

document.querySelectorAll("[data-reads]").forEach(begin);
