// The wall: every card becomes the chosen photo in its style. The server tells which styles are there; pictures come in
// sheets of eight, of which each card shows its own.
import { _ } from "./words.js";

const form = document.getElementById("picker");
const news = document.getElementById("wall-news");
const PAUSES = [150, 1000]; // milliseconds until the server is asked again: the first pause after news, and the longest
let current; // what the server said last of the photo that is shown

export const photo = () => current;
const boxes = () => [...form.querySelectorAll("[name=style]")];
const wait = (pause) => new Promise((resolve) => { setTimeout(resolve, pause); });

// The photo in one style, cut from its sheet; undefined until it is there.
export function pictureIn(slug) {
  const place = current?.slugs.indexOf(slug) ?? -1;
  if (place < 0) return undefined;
  return Object.assign(new Image(), { className: `sheet at-${place % 8}`, src: current.sheets[Math.floor(place / 8)], alt: "" });
}

export async function show(given) {
  current = given;
  form.dispatchEvent(new CustomEvent("photo", { detail: given }));
  document.getElementById("wall").style.setProperty("--shape", given.width / given.height); // form.style is the field of that name
  form.classList.add("has-photo");
  const waiting = boxes().filter((box) => box.value !== "new");
  for (const box of waiting) swatchOf(box).classList.add("waiting");
  let shown = 0;
  let [pause] = PAUSES;
  while (current.photo === given.photo) {
    const before = shown;
    shown = await hang(given.photo, shown);
    if (shown > before) [pause] = PAUSES; // The next sheet comes as soon as this one did.
    if (current.photo !== given.photo || !current.is_open || shown >= current.wanted) break;
    await wait(pause);
    pause = Math.min(PAUSES[1], 1.06 * pause);
    const answer = await fetch(current.address).catch(() => undefined);
    if (answer?.ok && current.photo === given.photo) current = await answer.json();
    else if (answer?.status === 404) break;
  }
  if (current.photo !== given.photo) return;
  for (const box of waiting) swatchOf(box).classList.remove("waiting");
  news.textContent = current.message || _("Your photo is shown in every style.");
  form.dispatchEvent(new CustomEvent("hung"));
}

const swatchOf = (box) => box.closest(".card").querySelector(".swatch");

// Puts up what the server has more than the page; a sheet is decoded before its cards change, all of them at once.
async function hang(of, shown) {
  const { slugs, sheets } = current;
  for (let first = shown; first < slugs.length; first += 8) {
    const image = Object.assign(new Image(), { src: sheets[Math.floor(first / 8)] });
    await image.decode().catch(() => undefined);
    if (current.photo !== of) return shown;
    for (const slug of slugs.slice(first, first + 8)) put(slug);
  }
  return slugs.length;
}

function put(slug) {
  const box = boxes().find(({ value }) => value === slug);
  if (!box) return;
  const swatch = swatchOf(box);
  swatch.querySelector("img")?.remove();
  swatch.prepend(pictureIn(slug));
  swatch.classList.remove("waiting");
}
