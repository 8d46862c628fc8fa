// One picture of the mask painter: strokes over a picture, by mouse, pen, finger or keys; zoomed and moved by two fingers.
import { _ } from "./words.js";

const LARGEST = 8; // times the size at which the whole picture is seen
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const load = (address) => new Promise((resolve) => {
  const image = new Image();
  image.onload = () => resolve(image);
  image.onerror = () => resolve(undefined);
  image.src = address;
});
const middle = ([a, b]) => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
const apart = ([a, b]) => Math.hypot(a[0] - b[0], a[1] - b[1]);

export class MaskCanvas {
  constructor(figure, painter) {
    Object.assign(this, { figure, painter, strokes: [], pointers: new Map(), zoom: 1 });
    const find = (name) => figure.querySelector(name);
    Object.assign(this, { view: find(".mask-view"), stage: find(".mask-stage"), canvas: find("canvas"), brush: find(".brush") });
    this.pen = this.canvas.getContext("2d");
    for (const button of figure.querySelectorAll("[data-zoom]")) {
      button.addEventListener("click", () => this.zoomTo(button.dataset.zoom === "all" ? 1 : this.zoom * Number(button.dataset.zoom)));
    }
    this.listen();
  }

  // `found` says that the server has a mask to begin with; else everything is of the first area.
  async open(found) {
    const { photo, mask } = this.figure.dataset;
    const [picture, before] = await Promise.all([load(photo), found ? load(mask) : undefined]);
    if (!picture) return;
    this.base = Object.assign(document.createElement("canvas"), { width: picture.naturalWidth, height: picture.naturalHeight });
    const { width, height } = Object.assign(this.canvas, { width: this.base.width, height: this.base.height });
    const pen = this.base.getContext("2d");
    Object.assign(pen, { imageSmoothingEnabled: false, fillStyle: this.painter.areas[0].colour });
    pen.fillRect(0, 0, width, height);
    if (before) pen.drawImage(before, 0, 0, width, height);
    this.stage.style.setProperty("--aspect", width / height);
    this.stage.querySelector("img")?.remove();
    this.stage.prepend(Object.assign(picture, { alt: "" }));
    this.at = [width / 2, height / 2];
    this.redraw();
  }

  listen() {
    const on = (name, act) => this.canvas.addEventListener(name, act);
    on("pointerdown", (event) => this.press(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", (event) => this.lift(event));
    on("pointercancel", (event) => this.lift(event, true));
    on("pointerleave", () => { if (!this.stroke) this.brush.hidden = true; });
    on("keydown", (event) => this.key(event));
    on("focus", () => { if (this.at && this.canvas.matches(":focus-visible")) this.show(this.at); });
    on("blur", () => { this.end(); this.brush.hidden = true; });
    this.view.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return; // so a pinch on a touchpad arrives
      event.preventDefault();
      this.zoomTo(this.zoom * Math.exp(-event.deltaY / 100), [event.clientX, event.clientY]);
    }, { passive: false });
  }

  // Strokes. The brush keeps its size on the screen, so that it is finer in what is enlarged.
  get width() { return ((this.painter.size / 100) * this.canvas.width) / this.zoom; }

  begin(point) {
    this.stroke = { colour: this.painter.colour, width: this.width, points: [point] };
    this.trace(this.stroke);
  }

  follow(point) {
    this.stroke.points.push(point);
    this.trace(this.stroke, this.stroke.points.length - 2);
  }

  end() {
    if (!this.stroke) return;
    this.strokes.push(this.stroke);
    this.stroke = undefined;
    this.painter.painted(this);
  }

  trace({ colour, width, points }, from = 0) {
    const strokeStyle = colour ?? this.pen.createPattern(this.base, "no-repeat"); // the eraser brings back what was there
    Object.assign(this.pen, { lineCap: "round", lineJoin: "round", lineWidth: width, strokeStyle });
    this.pen.beginPath();
    this.pen.moveTo(...points[from]);
    for (const point of points.slice(from)) this.pen.lineTo(...point);
    this.pen.stroke();
  }

  redraw() {
    this.pen.drawImage(this.base, 0, 0);
    for (const stroke of this.strokes) this.trace(stroke);
  }

  // Pointers: one paints, two move and zoom.
  place(event) {
    const box = this.canvas.getBoundingClientRect();
    const scale = this.canvas.width / box.width;
    return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
  }

  press(event) {
    if (event.button !== 0 || !this.base) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
    if (this.pointers.size === 1) this.begin(this.place(event));
    else if (this.stroke) {
      this.stroke = undefined; // the first of two fingers painted while the second was on its way
      this.redraw();
    }
    this.show(this.place(event));
  }

  move(event) {
    if (!this.base) return;
    this.show(this.place(event));
    if (!this.pointers.has(event.pointerId)) return;
    const before = [...this.pointers.values()];
    this.pointers.set(event.pointerId, [event.clientX, event.clientY]);
    if (this.pointers.size === 2) this.pinch(before, [...this.pointers.values()]);
    const between = event.getCoalescedEvents?.() ?? [];
    if (this.stroke) for (const each of between.length ? between : [event]) this.follow(this.place(each));
  }

  lift(event, cancelled = false) {
    this.pointers.delete(event.pointerId);
    if (event.pointerType === "touch") this.brush.hidden = true;
    if (!cancelled) this.end();
    this.stroke = undefined;
    if (cancelled) this.redraw();
  }

  pinch(before, after) {
    const [from, to] = [middle(before), middle(after)];
    const top = this.view.scrollTop;
    this.view.scrollBy(from[0] - to[0], from[1] - to[1]);
    scrollBy(0, from[1] - to[1] - (this.view.scrollTop - top)); // what the picture does not move, the page does
    this.zoomTo((this.zoom * apart(after)) / apart(before), to);
  }

  // What lies under `point` of the window stays there; by default, what is in the middle.
  zoomTo(zoom, point) {
    const box = this.view.getBoundingClientRect();
    const [x, y] = point ? [point[0] - box.left, point[1] - box.top] : [box.width / 2, box.height / 2];
    const [left, top] = [(this.view.scrollLeft + x) / this.zoom, (this.view.scrollTop + y) / this.zoom];
    this.zoom = Math.max(1, Math.min(LARGEST, zoom));
    this.stage.style.setProperty("--zoom", this.zoom);
    this.view.scrollTo(left * this.zoom - x, top * this.zoom - y);
    this.figure.querySelector("output").textContent = `${Math.round(this.zoom * 100)} %`;
    if (!this.brush.hidden) this.show(this.at);
  }

  // Keys: arrows move the brush, Space puts it down and lifts it.
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.base) return;
    const acts = { " ": () => this.toggle(), Enter: () => this.toggle(), Escape: () => this.end(), "+": () => this.zoomTo(this.zoom * 1.5), "-": () => this.zoomTo(this.zoom / 1.5) };
    const way = ARROWS[event.key];
    if (!way && !acts[event.key]) return;
    event.preventDefault();
    if (way) this.step(way, Math.max(1, this.width / (event.shiftKey ? 1 : 4)));
    else acts[event.key]();
  }

  toggle() {
    if (this.stroke) this.end();
    else this.begin(this.at);
    this.painter.say(this.stroke ? _("The brush is down.") : _("The brush is up."));
  }

  step([x, y], far) {
    const within = (place, side) => Math.max(0, Math.min(side, place));
    this.show([within(this.at[0] + x * far, this.canvas.width), within(this.at[1] + y * far, this.canvas.height)]);
    if (this.stroke) this.follow(this.at);
    this.brush.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  show(point) {
    this.at = point;
    this.brush.hidden = false;
    const share = (part, whole) => `${(100 * part) / whole}%`;
    Object.assign(this.brush.style, { left: share(point[0], this.canvas.width), top: share(point[1], this.canvas.height), width: share(this.width, this.canvas.width) });
  }

  async file() {
    const blob = await new Promise((resolve) => this.canvas.toBlob(resolve, "image/png"));
    return new File([blob], `${this.figure.dataset.input}.png`, { type: "image/png" });
  }
}
