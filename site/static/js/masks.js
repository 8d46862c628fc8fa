// <mask-painter>: paint the two masks over the pictures; they go the way of chosen files when the form is sent.
import { put } from "./chosen-file.js";
import { MaskCanvas } from "./mask-canvas.js";
import { _ } from "./words.js";

const COLOURS = ["#5aaaff", "#c85a46", "#3caa3c", "#ffc800", "#ff3ca0", "#9650c8"];
const AREAS = COLOURS.map((colour, index) => ({ colour, name: _("Area {number}", { number: index + 1 }) }));
const ANOTHER = { colour: "#ffffff", name: _("Another area") };

customElements.define("mask-painter", class extends HTMLElement {
  async connectedCallback() {
    this.form = this.closest("form");
    this.done = []; // which picture each stroke is in, in the order of painting
    this.undone = [];
    this.isBegun = "begun" in this.dataset; // There is something on the server to begin with.
    this.masks = [...this.querySelectorAll(".mask")].map((figure) => new MaskCanvas(figure, this));
    this.querySelector("[data-do=undo]").addEventListener("click", () => this.undo());
    this.querySelector("[data-do=redo]").addEventListener("click", () => this.redo());
    this.addEventListener("keydown", (event) => this.key(event));
    this.form.addEventListener("submit", (event) => this.send(event));
    addEventListener("pageshow", () => { this.isHanded = false; });
    // The found regions may come later than this page; while nothing is painted, they are what painting begins with.
    document.body.addEventListener("htmx:afterSwap", () => {
      if (this.done.length || this.isBegun || !this.found().length) return;
      this.isBegun = true;
      this.open();
    });
    this.hidden = false;
    await this.open();
  }

  open() {
    const found = this.found();
    this.areas = found.length ? [...found, ANOTHER] : AREAS;
    this.querySelector(".mask-areas").replaceChildren(...this.areas.map(({ colour, name }) => this.choice(name, colour)), this.choice(_("Eraser")));
    this.querySelector(".mask-areas input").checked = true;
    this.count();
    return Promise.all(this.masks.map((mask) => mask.open(this.isBegun)));
  }

  // The legend of the found regions, as the server wrote it.
  found() {
    return [...this.form.querySelectorAll(".region")].map((region) => ({ name: region.textContent.trim(), colour: region.querySelector("rect").getAttribute("fill") }));
  }

  choice(name, colour = "none") {
    const label = document.createElement("label");
    const input = Object.assign(document.createElement("input"), { type: "radio", name: "mask-colour", value: colour });
    const dot = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    dot.innerHTML = `<rect width="1" height="1" fill="${colour}"/>`;
    dot.setAttribute("viewBox", "0 0 1 1");
    dot.setAttribute("aria-hidden", "true");
    label.append(input, dot, name);
    return label;
  }

  // What the pictures ask: a colour, none of the eraser; and the brush's size in per cent of a picture's width.
  get colour() {
    const { value } = this.querySelector("[name=mask-colour]:checked");
    return value === "none" ? undefined : value;
  }

  get size() { return Number(this.querySelector("[type=range]").value); }

  painted(mask) {
    this.done.push(mask);
    this.undone = [];
    this.count();
  }

  undo() {
    const mask = this.done.pop();
    if (!mask) return;
    this.undone.push([mask, mask.strokes.pop()]);
    this.changed(mask, _("The last stroke is undone."));
  }

  redo() {
    const [mask, stroke] = this.undone.pop() ?? [];
    if (!mask) return;
    mask.strokes.push(stroke);
    this.done.push(mask);
    this.changed(mask, _("The stroke is back."));
  }

  changed(mask, sentence) {
    mask.redraw();
    this.say(sentence);
    this.count();
  }

  count() {
    this.querySelector("[data-do=undo]").disabled = !this.done.length;
    this.querySelector("[data-do=redo]").disabled = !this.undone.length;
  }

  say(sentence) { this.querySelector("[role=status]").textContent = sentence; }

  key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    if (event.shiftKey) this.redo();
    else this.undo();
  }

  // What was painted goes before files that were chosen; without either, what was found is meant.
  async send(event) {
    const inputs = this.masks.map((mask) => this.form.elements[mask.figure.dataset.input]);
    const isMeant = this.done.length || (this.isBegun && !inputs.some((input) => input.files.length));
    if (this.isHanded || !isMeant || this.form.elements.masks.value !== "own") return;
    event.preventDefault();
    const files = await Promise.all(this.masks.map((mask) => mask.file()));
    files.forEach((file, index) => put(inputs[index], file));
    this.isHanded = true;
    this.form.requestSubmit();
  }
});
