// The picker's mix: a click on a card picks it alone, its plus adds it to what is picked. Each picked card has a row in
// the panel, with its weight and a way out. The weights' sliders stand in the cards while there is no JavaScript; here
// they move into the rows, and back.
import { _ } from "./words.js";

const form = document.getElementById("picker");
const list = document.getElementById("mix");
const summary = document.getElementById("chosen");
const details = document.getElementById("choices");
const errors = { style: document.getElementById("style-error"), mix: document.getElementById("mix-error") };
const most = Number(form.dataset.mostStyles);
const note = document.getElementById("mix-note");
const nothingChosen = summary.textContent;
const boxes = [...form.querySelectorAll("[name=style]")];
const rows = new Map();

const cardOf = (box) => box.closest(".card");
const element = (name, properties) => Object.assign(document.createElement(name), properties);

function pictureOf(box) {
  const shown = cardOf(box).querySelector("img, canvas");
  const piece = element("span", { className: "piece" });
  if (!shown) return piece; // A picture that this browser cannot show, such as HEIC.
  const copy = shown.cloneNode();
  copy.getContext?.("2d").drawImage(shown, 0, 0);
  piece.append(copy);
  return piece;
}

function rowFor(box) {
  const { title } = box.dataset;
  const out = element("button", { type: "button", className: "out", textContent: "×", title: _("Take {title} out", { title }) });
  out.setAttribute("aria-label", out.title);
  out.addEventListener("click", () => {
    box.checked = false;
    changed(box);
    box.focus({ preventScroll: true });
  });
  const row = element("li", {});
  const slider = cardOf(box).querySelector("[type=range]");
  row.append(
    pictureOf(box),
    element("span", { className: "title", textContent: title }),
    element("output", { className: "share" }),
    out,
    slider,
  );
  return row;
}

function show() {
  for (const box of boxes) {
    if (box.checked && !rows.has(box)) {
      rows.set(box, rowFor(box));
      list.append(rows.get(box));
    } else if (!box.checked && rows.has(box)) {
      cardOf(box).querySelector(".weight").append(rows.get(box).querySelector("[type=range]"));
      rows.get(box).remove();
      rows.delete(box);
    }
  }
  const titles = [...rows.keys()].map((box) => box.dataset.title);
  summary.textContent = titles.join(" + ") || nothingChosen;
  form.classList.toggle("has-chosen", rows.size > 0);
  list.dispatchEvent(new Event("input", { bubbles: true }));
  form.dispatchEvent(new CustomEvent("mixed"));
}

function changed(box, isAdded = false) {
  const { kind, title } = box.dataset;
  errors.style.textContent = errors.mix.textContent = "";
  note.replaceChildren();
  if (box.checked) {
    const others = [...rows.keys()].filter((other) => other !== box);
    const replaced = others.filter((other) => !isAdded || other.dataset.kind !== kind);
    for (const other of replaced) other.checked = false;
    if (replaced.length > 1 || (isAdded && replaced.length)) tell(replaced, box);
    if (others.filter((other) => other.checked).length >= most) {
      box.checked = false;
      errors.mix.textContent = _("A mix has at most {most} styles. Take one out before {title} goes in.", { most, title });
    }
  }
  show();
  if (box.checked && rows.size > 1 && matchMedia("(min-width: 68.01rem)").matches) details.open = true;
}

function addTo(box) {
  if (box.value === "new" && !form.elements.own_picture.files.length) {
    box.click(); // asks for the picture
    return;
  }
  box.checked = true;
  changed(box, true);
  box.focus({ preventScroll: true });
}

function plusFor(box) {
  const plus = element("button", { type: "button", className: "add", tabIndex: -1, title: _("Mix in {title}", { title: box.dataset.title }) });
  plus.setAttribute("aria-label", plus.title);
  const icon = cardOf(box).querySelector(".tick").cloneNode(true);
  icon.setAttribute("class", "icon");
  icon.firstElementChild.setAttribute("href", icon.firstElementChild.getAttribute("href").replace("#check", "#plus"));
  plus.append(icon);
  plus.addEventListener("click", () => addTo(box));
  cardOf(box).append(plus);
}

// What was taken out is said, and can be taken back with the weights it had.
function tell(replaced, box) {
  const titles = replaced.map((other) => other.dataset.title).join(" + ");
  const back = element("button", { type: "button", className: "link", textContent: _("Undo") });
  back.addEventListener("click", () => {
    for (const other of boxes) other.checked = replaced.includes(other);
    note.replaceChildren();
    show();
    replaced[0].focus({ preventScroll: true });
  });
  const names = { title: box.dataset.title, titles };
  note.append(replaced[0].dataset.kind === box.dataset.kind ? _("{title} took the place of {titles}.", names)
    : _("Paintings and lights do not mix: {title} took the place of {titles}.", names), " ", back);
}

// One card of a group is in the order of the Tab key; arrows lead to the others.
function walk(event) {
  const cards = event.target.closest(".cards");
  const group = cards ? boxes.filter((box) => cards.contains(box)) : [];
  const columns = cards ? getComputedStyle(cards).gridTemplateColumns.split(" ").length : 0;
  const way = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
  const next = way && event.target.name === "style" && group[group.indexOf(event.target) + way];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function enter(box) {
  const tab = (other, index) => {
    other.tabIndex = index;
    cardOf(other).querySelector(".add").tabIndex = index;
  };
  for (const other of boxes) if (cardOf(other).parentElement === cardOf(box).parentElement) tab(other, -1);
  tab(box, 0);
}

boxes.forEach(plusFor);

for (const cards of form.querySelectorAll(".cards")) enter(cards.querySelector(":checked") ?? cards.querySelector("[name=style]"));
form.addEventListener("change", (event) => { if (event.target.name === "style") changed(event.target); });
form.addEventListener("keydown", walk);
form.addEventListener("focusin", (event) => { if (event.target.name === "style") enter(event.target); });
form.addEventListener("hung", () => { for (const [box, row] of rows) row.querySelector(".piece").replaceWith(pictureOf(box)); });

// Picks several at once, as they were remembered or drawn.
form.addEventListener("pick", ({ detail }) => {
  for (const box of boxes) box.checked = detail.includes(box.value);
  note.replaceChildren();
  show();
});
addEventListener("pageshow", show);
