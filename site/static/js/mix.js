// The picker's mix: each chosen card has a row in the panel, with its weight and a way out. The weights' sliders stand
// in the cards while there is no JavaScript; here they move into the rows, and back.
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
  const copy = shown ? shown.cloneNode() : element("span", {}); // A picture that this browser cannot show, such as HEIC.
  copy.getContext?.("2d").drawImage(shown, 0, 0);
  return copy;
}

function rowFor(box) {
  const { title } = box.dataset;
  const out = element("button", { type: "button", className: "out", textContent: "×", title: `Take ${title} out` });
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
  list.dispatchEvent(new Event("input", { bubbles: true }));
}

function changed(box) {
  const { kind, title } = box.dataset;
  errors.style.textContent = errors.mix.textContent = "";
  note.replaceChildren();
  if (box.checked) {
    const others = [...rows.keys()];
    const replaced = others.filter((other) => other.dataset.kind !== kind);
    for (const other of replaced) other.checked = false;
    if (replaced.length) tell(replaced, box);
    if (others.filter((other) => other.checked).length >= most) {
      box.checked = false;
      errors.mix.textContent = `A mix has at most ${most} styles. Take one out before ${title} goes in.`;
    }
  }
  show();
  if (box.checked && rows.size > 1 && matchMedia("(min-width: 68.01rem)").matches) details.open = true;
}

// Paintings and lights do not mix: what was taken out is said, and can be taken back with the weights it had.
function tell(replaced, box) {
  const titles = replaced.map((other) => other.dataset.title).join(" + ");
  const back = element("button", { type: "button", className: "link", textContent: "Undo" });
  back.addEventListener("click", () => {
    for (const other of boxes) other.checked = replaced.includes(other);
    note.replaceChildren();
    show();
    replaced[0].focus({ preventScroll: true });
  });
  note.append(`Paintings and lights do not mix: ${box.dataset.title} took the place of ${titles}. `, back);
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
  for (const other of boxes) if (cardOf(other).parentElement === cardOf(box).parentElement) other.tabIndex = -1;
  box.tabIndex = 0;
}

for (const cards of form.querySelectorAll(".cards")) enter(cards.querySelector(":checked") ?? cards.querySelector("[name=style]"));
form.addEventListener("change", (event) => { if (event.target.name === "style") changed(event.target); });
form.addEventListener("keydown", walk);
form.addEventListener("focusin", (event) => { if (event.target.name === "style") enter(event.target); });
addEventListener("pageshow", show);
