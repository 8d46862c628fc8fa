// <mask-painter>: paint the two masks over the pictures; they go the way of chosen files when the form is sent.
const BASIC = ["#5aaaff", "#c85a46", "#3caa3c", "#ffc800", "#ff3ca0", "#9650c8"].map((colour, index) => ({ colour, name: `region ${index + 1}` }));

const load = (address) => new Promise((resolve) => {
  const image = new Image();
  image.onload = () => resolve(image);
  image.onerror = () => resolve(undefined);
  image.src = address;
});

class Mask {
  constructor(place, painter) {
    Object.assign(this, { place, painter, touched: false });
  }

  async open() {
    const begun = "begun" in this.painter.dataset; // There is something on the server to begin with.
    const [photo, found] = await Promise.all([load(this.place.dataset.photo), begun ? load(this.place.dataset.mask) : undefined]);
    this.canvas = Object.assign(document.createElement("canvas"), { width: photo.naturalWidth, height: photo.naturalHeight });
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", this.place.dataset.label);
    this.pen = this.canvas.getContext("2d");
    Object.assign(this.pen, { lineCap: "round", lineJoin: "round", imageSmoothingEnabled: false, fillStyle: this.painter.colours[0].colour });
    this.pen.fillRect(0, 0, this.canvas.width, this.canvas.height);
    if (found) this.pen.drawImage(found, 0, 0, this.canvas.width, this.canvas.height);
    this.place.replaceChildren(photo, this.canvas);
    photo.alt = "";
    this.canvas.addEventListener("pointerdown", (event) => { this.canvas.setPointerCapture(event.pointerId); this.last = this.at(event); this.draw(event); });
    this.canvas.addEventListener("pointermove", (event) => { if (this.canvas.hasPointerCapture(event.pointerId)) this.draw(event); });
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect();
    const scale = this.canvas.width / box.width;
    return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
  }

  draw(event) {
    const here = this.at(event);
    Object.assign(this.pen, { strokeStyle: this.painter.colour, lineWidth: (this.painter.size.value / 100) * this.canvas.width });
    this.pen.beginPath();
    this.pen.moveTo(...this.last);
    this.pen.lineTo(...here);
    this.pen.stroke();
    this.last = here;
    this.painter.paint();
  }

  async hand() {
    const blob = await new Promise((resolve) => this.canvas.toBlob(resolve, "image/png"));
    const files = new DataTransfer();
    files.items.add(new File([blob], `${this.place.dataset.input}.png`, { type: "image/png" }));
    this.painter.form.elements[this.place.dataset.input].files = files.files;
  }
}

customElements.define("mask-painter", class extends HTMLElement {
  async connectedCallback() {
    this.form = this.closest("form");
    this.colours = this.read() ?? BASIC;
    this.painted = false;
    this.masks = [...this.querySelectorAll(".mask-canvas")].map((place) => new Mask(place, this));
    this.prepend(this.tools());
    this.hidden = false;
    await Promise.all(this.masks.map((mask) => mask.open()));
    this.form.addEventListener("submit", (event) => this.send(event));
    // The found regions may come later than this page; while nothing is painted, they are what painting begins with.
    document.body.addEventListener("htmx:afterSwap", () => {
      if (this.painted || !this.read()) return;
      this.colours = this.read();
      this.dataset.begun = "";
      this.querySelector(".mask-tools").replaceWith(this.tools());
      this.masks.forEach((mask) => mask.open());
    });
  }

  // The legend of the found regions, as the server wrote it.
  read() {
    const found = [...this.form.querySelectorAll(".region")].map((region) => ({ name: region.textContent.trim(), colour: region.querySelector("rect").getAttribute("fill") }));
    return found.length ? found : undefined;
  }

  tools() {
    const tools = Object.assign(document.createElement("span"), { className: "mask-tools" });
    for (const [index, { colour, name }] of this.colours.entries()) {
      const label = document.createElement("label");
      const input = Object.assign(document.createElement("input"), { type: "radio", name: "mask-colour", checked: index === 0 });
      const dot = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      dot.innerHTML = `<rect width="1" height="1" fill="${colour}"/>`;
      dot.setAttribute("viewBox", "0 0 1 1");
      input.addEventListener("change", () => { this.colour = colour; });
      label.append(input, dot, name);
      tools.append(label);
    }
    this.colour = this.colours[0].colour;
    this.size = Object.assign(document.createElement("input"), { type: "range", min: 1, max: 25, value: 8 });
    const size = Object.assign(document.createElement("label"), { textContent: "Brush " });
    size.append(this.size);
    tools.append(size);
    return tools;
  }

  paint() {
    this.painted = true;
    this.form.elements.masks.value = "own";
  }

  async send(event) {
    if (!this.painted || this.form.elements.masks.value !== "own") return;
    this.painted = false;
    event.preventDefault();
    await Promise.all(this.masks.map((mask) => mask.hand()));
    this.form.requestSubmit();
  }
});
