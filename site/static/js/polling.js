// Fragments that ask the server how far something is (data-polled): each answer brings the next question along. Here a
// question that was lost is asked again, after pauses that grow, and at once when the network is back or the page is
// looked at again.
import { _ } from "./words.js";

const LONGEST_PAUSE = 30; // seconds
const LOST = _("Connection lost, trying again…");
const NOT_FOUND = _("This was deleted, or the server cannot find it just now. Trying again…");
let failures = 0;
let timer;

const ask = () => document.querySelectorAll("[data-polled]").forEach((part) => htmx.trigger(part, "retry"));

function tell(part, words) {
  let told = part.querySelector(".connection");
  if (!told) {
    told = Object.assign(document.createElement("span"), { className: "connection" });
    told.setAttribute("role", "status");
    part.append(told);
  }
  told.textContent = words;
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { elt } = detail.requestConfig;
  // A whole page in a fragment's place comes from a proxy, or from a network that wants a log-in first.
  if (elt.matches("[data-polled]:not([hx-select])") && /<html/i.test(detail.serverResponse)) {
    Object.assign(detail, { isError: true, shouldSwap: false });
  }
});

document.addEventListener("htmx:afterRequest", ({ detail: { elt, successful, xhr } }) => {
  if (!elt.matches("[data-polled]")) return;
  clearTimeout(timer);
  if (successful) failures = 0;
  else if (elt.isConnected) {
    tell(elt, xhr.status === 404 ? NOT_FOUND : LOST);
    timer = setTimeout(ask, 1000 * Math.min(LONGEST_PAUSE, 2 ** failures));
    failures += 1;
  }
});

// What had the focus in a part that is replaced keeps it, or passes it on to what can be pressed there now.
let focused;

document.addEventListener("htmx:oobBeforeSwap", ({ detail: { target } }) => {
  const { activeElement } = document;
  focused = target.id && target.contains(activeElement) ? { place: target.id, address: activeElement.href } : undefined;
});

document.addEventListener("htmx:oobAfterSwap", () => {
  if (!focused || document.activeElement !== document.body) return;
  const links = [...document.getElementById(focused.place).querySelectorAll("a[href], button")];
  (links.find(({ href }) => href && href === focused.address) ?? links[0])?.focus({ preventScroll: true });
  focused = undefined;
});

addEventListener("online", ask);
document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
