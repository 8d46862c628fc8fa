// Two picture fields: each shows what was chosen, and takes what is dropped on it; two files dropped at once fill both.
import { draw, inWords, onDrop, put } from "./chosen-file.js";
import { _ } from "./words.js";

const drops = [...document.querySelectorAll(".pair .drop")];
const error = document.getElementById("pair-error");
const inputOf = (drop) => drop.querySelector("[type=file]");
const isEmpty = (drop) => !inputOf(drop).files.length && !drop.querySelector("[type=hidden]");

function show(drop) {
  const [file] = inputOf(drop).files;
  if (!file) return;
  const choose = drop.querySelector(".choose");
  choose.textContent = choose.dataset.other;
  drop.querySelector(".chosen").textContent = `${file.name} (${inWords(file.size)})`;
  drop.querySelector(".error").textContent = "";
  draw(inputOf(drop), drop.querySelector(".thumb"), drop.querySelector("h3").textContent);
}

// A file goes where it is dropped, or else into the first empty field; a second one into the other field.
function take(files, event) {
  const first = drops.find((drop) => drop.contains(event.target)) ?? drops.find(isEmpty) ?? drops[0];
  const order = files.length > 1 ? drops : [first];
  order.forEach((drop, index) => {
    put(inputOf(drop), files[index]);
    show(drop);
  });
  const left = files.length - order.length;
  error.textContent = left ? _("Two pictures are taken, the photo and the style, and no more.") : "";
}

for (const drop of drops) inputOf(drop).addEventListener("change", () => show(drop));
onDrop(take);
addEventListener("pageshow", () => drops.forEach(show)); // A browser that goes back puts the files in just before this.
