// The stage: the photo as it would be painted. A style's card enlarged stands in for the preview until the server has
// painted that; what was painted once is there at once. One result can be pinned, to compare others with it.
import { Refused, post } from "./requests.js";
import { photo, pictureIn } from "./wall.js";
import { _ } from "./words.js";

const form = document.getElementById("picker");
const stage = document.getElementById("stage");
const news = document.getElementById("stage-news");
const tools = document.getElementById("tools");
const compare = document.getElementById("compare");
const PAUSE = 400; // milliseconds without a change until the server is asked
const AGAIN = 120; // and until it is asked again whether the preview is there
const painted = new Map(); // addresses of previews, by photo and choices
let view; // the <before-after> that is shown
let pinned; // the preview that others are compared with, and its title
let timer;
let turn = 0;
let asking = {}; // the preview that is on its way: its key, and whose turn it is

const element = (name, properties) => Object.assign(document.createElement(name), properties);
const chosen = () => [...form.querySelectorAll("[name=style]:checked")];
function title() {
  const titles = chosen().map((box) => box.dataset.title);
  return titles.length > 1 ? _("A mix of {number}", { number: titles.length }) : (titles[0] ?? "");
}

// The form's choices as text; a style's weight counts in a mix only.
export function choices() {
  const boxes = chosen();
  const weights = (name) => name.startsWith("weight-");
  const mix = boxes.map((box) => box.value + (boxes.length > 1 ? `:${form.elements[`weight-${box.value}`].value}` : ""));
  const others = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !weights(name)
    && !["csrfmiddlewaretoken", "photo", "style", "replaces"].includes(name));
  return new URLSearchParams([["styles", mix.join(",")], ...others]).toString();
}

function figure(kind, caption, ...children) {
  const shown = element("figure", { className: kind });
  shown.append(...children, element("figcaption", { textContent: caption }));
  return shown;
}

// Shows the photo, or what was pinned, beside what is painted.
function set(picture) {
  const { width, height, picture: address } = photo();
  const before = pinned ? figure("photo", pinned.title, Object.assign(new Image(), { src: pinned.address, alt: pinned.title }))
    : figure("photo", _("Photo"), Object.assign(new Image(), { src: address, alt: _("Your photo") }));
  const next = document.createElement("before-after");
  next.append(element("canvas", { width, height }), before, figure("painted", title() || _("Photo"), picture));
  next.earlier = view ?? { querySelectorAll: () => [], range: { value: 0 } };
  view = next;
  stage.replaceChildren(next);
  stage.hidden = false;
}

const bare = () => Object.assign(new Image(), { src: photo().picture, alt: "" });

// The card's picture, enlarged: a preview of the preview.
function card() {
  const boxes = chosen();
  const picture = boxes.length && pictureIn(boxes[0].value);
  const crop = element("span", { className: "crop" });
  crop.append(picture || bare());
  return crop;
}

function say(words, isError = false) {
  news.textContent = words;
  news.classList.toggle("error", isError);
}

function change() {
  clearTimeout(timer);
  if (!photo()) return;
  const mine = ++turn;
  tools.hidden = !chosen().length;
  if (!chosen().length) {
    set(bare());
    say("");
    return;
  }
  const key = `${photo().photo}?${choices()}`;
  if (painted.has(key)) arrived(key, mine);
  else timer = setTimeout(() => ask(key, mine), PAUSE);
}

// A changed choice of styles is shown and asked for at once; a slider that moves is waited for.
function choose() {
  const key = photo() && `${photo().photo}?${choices()}`;
  if (asking.key === key && asking.turn === turn) return;
  change();
  if (!photo() || !chosen().length) return;
  if (painted.has(key)) return;
  clearTimeout(timer);
  set(card());
  ask(key, turn);
}

// Resolves when the server has what was asked last: a picture as the style is then one, and must not be sent twice.
let pending = Promise.resolve();
export const asked = () => pending.catch(() => undefined);

async function send() {
  const data = new FormData(form);
  data.delete("picture");
  const answer = await post(`${photo().address}tries/`, data);
  for (const [field, slug] of Object.entries(answer.brought)) {
    document.getElementById(`card-${field}`).dispatchEvent(new CustomEvent("brought", { detail: slug }));
  }
  return answer;
}

async function ask(key, mine) {
  say(_("Painting a preview…"));
  asking = { key, turn: mine };
  try {
    pending = asked().then(() => (mine === turn ? send() : {}));
    const { preview } = await pending;
    for (;;) {
      if (mine !== turn) return;
      const answer = await fetch(preview);
      if (answer.status === 200) break;
      if (answer.status !== 204) throw new Error(answer.status === 422 ? await answer.text() : _("The preview is not there. Please choose the style again."));
      await new Promise((resolve) => { setTimeout(resolve, AGAIN); });
    }
    painted.set(key, preview);
    await arrived(key, mine);
  } catch (problem) {
    if (mine === turn) say(problem instanceof Refused ? problem.sentences()[0][1] : problem.message, true);
  } finally {
    if (asking.turn === mine) asking = {};
  }
}

async function arrived(key, mine) {
  const address = painted.get(key);
  const picture = Object.assign(new Image(), { src: address, alt: _("Your photo, painted: {title}", { title: title() }) });
  await picture.decode().catch(() => undefined);
  if (mine !== turn) return;
  set(picture);
  say("");
  form.dispatchEvent(new CustomEvent("previewed", { detail: { address, title: title(), choices: choices() } }));
}

compare.addEventListener("click", () => {
  const key = `${photo().photo}?${choices()}`;
  pinned = pinned || !painted.has(key) ? undefined : { address: painted.get(key), title: title() };
  compare.setAttribute("aria-pressed", Boolean(pinned));
  say(pinned ? _("{title} stays on the left. Choose another style to compare.", { title: pinned.title }) : "");
  view.range.value = 50;
  change();
});

form.addEventListener("photo", () => {
  painted.clear();
  pinned = undefined;
  compare.setAttribute("aria-pressed", false);
  view = undefined;
  set(bare());
  choose();
});
form.addEventListener("mixed", choose);
form.addEventListener("input", ({ target }) => { if (target.matches("[type=range], .switch input")) change(); });
form.addEventListener("change", ({ target }) => { if (target.matches(".switch input, .settings select")) change(); });
