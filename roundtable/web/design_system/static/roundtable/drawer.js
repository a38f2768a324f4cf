// The drawer of this device: what is put in it can be read with a key alone that only a page's memory
// holds. The server gives it to the person it belongs to.

const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const letters = (array) => {
  let text = "";
  for (const byte of array) text += String.fromCharCode(byte);
  return btoa(text);
};

export const drawer = (name, secret) => {
  const place = `roundtable-draft-${name}`;
  const key = crypto.subtle.importKey("raw", bytes(secret), "AES-GCM", false, ["encrypt", "decrypt"]);
  let turn = 0;
  return {
    async put(copy) {
      const mine = (turn += 1);
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const open = new TextEncoder().encode(JSON.stringify(copy));
      const shut = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key, open);
      if (mine !== turn) return; // something newer is on its way
      localStorage.setItem(place, `${letters(iv)}.${letters(new Uint8Array(shut))}`);
    },
    async get() {
      const found = localStorage.getItem(place);
      if (!found) return null;
      const opens = await key;
      try {
        const [iv, shut] = found.split(".").map(bytes);
        const open = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, opens, shut);
        return JSON.parse(new TextDecoder().decode(open));
      } catch {
        // Locked with a key of an earlier time. It is put aside, never written over.
        localStorage.setItem(`${place}-locked-${Date.now()}`, found);
        localStorage.removeItem(place);
        return null;
      }
    },
    locked: () => Object.keys(localStorage).filter((one) => one.startsWith(`${place}-locked-`)),
    clear() {
      turn += 1;
      localStorage.removeItem(place);
    },
  };
};
