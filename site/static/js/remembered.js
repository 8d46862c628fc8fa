// What this browser remembers: favourites, and the last mixes that were looked at. Nothing of it is sent anywhere.
import { choices } from "./stage.js";

const form = document.getElementById("picker");
const place = document.getElementById("remembered");
const favour = document.getElementById("favour");
const KEY = "choices";
const MOST = { favourites: 24, last: 8 };

function read() {
  try {
    const { favourites = [], last = [] } = JSON.parse(localStorage.getItem(KEY)) ?? {};
    return { favourites: favourites.filter(isKnown), last: last.filter(isKnown) };
  } catch {
    return { favourites: [], last: [] };
  }
}

function write(all) {
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch { /* a private window */ }
}

const slugsIn = (text) => (new URLSearchParams(text).get("styles") ?? "").split(",").map((part) => part.split(":")[0]);
const boxOf = (slug) => form.querySelector(`[name=style][value="${CSS.escape(slug)}"]`);
const isKnown = (text) => slugsIn(text).every((slug) => slug && slug !== "new" && boxOf(slug));
const titleOf = (text) => slugsIn(text).map((slug) => boxOf(slug).dataset.title).join(" + ");

export function apply(text) {
  const given = new URLSearchParams(text);
  const mix = new Map(given.get("styles").split(",").map((part) => part.split(":")));
  for (const [slug, weight] of mix) if (weight) form.elements[`weight-${slug}`].value = weight;
  for (const name of ["strength", "stroke"]) if (given.has(name)) form.elements[name].value = given.get(name);
  for (const name of ["keep_colours", "keep_size"]) if (form.elements[name]) form.elements[name].checked = given.has(name);
  form.dispatchEvent(new CustomEvent("pick", { detail: [...mix.keys()] }));
}

function chip(text, isFavourite) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "chip", textContent: `${isFavourite ? "♥ " : ""}${titleOf(text)}` });
  button.addEventListener("click", () => apply(text));
  return button;
}

function show() {
  const { favourites, last } = read();
  const others = last.filter((text) => !favourites.includes(text));
  place.querySelector(".chips").replaceChildren(...favourites.map((text) => chip(text, true)), ...others.map((text) => chip(text, false)));
  place.hidden = !favourites.length && !others.length;
  favour.setAttribute("aria-pressed", favourites.includes(choices()));
}

favour.addEventListener("click", () => {
  const all = read();
  const text = choices();
  const others = all.favourites.filter((other) => other !== text);
  all.favourites = others.length < all.favourites.length ? others : [text, ...others].slice(0, MOST.favourites);
  write(all);
  show();
});

form.addEventListener("previewed", ({ detail }) => {
  if (slugsIn(detail.choices).length > 1) {
    const all = read();
    all.last = [detail.choices, ...all.last.filter((other) => other !== detail.choices)].slice(0, MOST.last);
    write(all);
  }
  show();
});
form.addEventListener("mixed", show);

const surprise = document.getElementById("surprise");
surprise.hidden = false;
surprise.addEventListener("click", () => {
  const paintings = [...form.querySelectorAll("[name=style][data-kind=painting]")].filter(({ value }) => value !== "new");
  const number = 2 + Math.floor(Math.random() * 2);
  const drawn = paintings.map((box) => [Math.random(), box.value]).sort().slice(0, number);
  apply(`styles=${drawn.map(([, slug]) => `${slug}:${20 + Math.floor(Math.random() * 80)}`).join(",")}&strength=100&stroke=100`);
});
show();
