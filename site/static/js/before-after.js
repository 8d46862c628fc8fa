// <before-after>: drag, touch or arrow keys move the edge between a photo and its painting.
import { _ } from "./words.js";

customElements.define("before-after", class extends HTMLElement {
  connectedCallback() {
    if (this.querySelector("input")) return;
    this.range = Object.assign(document.createElement("input"), { type: "range", min: 0, max: 100, value: 50 });
    this.range.setAttribute("aria-label", _("How much of the photo covers the painting, in per cent"));
    this.range.addEventListener("input", () => this.show(this.range.value));
    this.append(this.range);
    this.addEventListener("mousedown", (event) => event.preventDefault()); // or it would take the focus from the range
    this.addEventListener("pointerdown", (event) => this.grab(event));
    this.addEventListener("pointermove", (event) => {
      if (this.hasPointerCapture(event.pointerId)) this.follow(event);
    });
    this.reveal();
  }

  // The photo stays whole until the painting has loaded; then the edge sweeps to the middle. In the place of an
  // `earlier` one, that one's edge and painting stay instead.
  async reveal() {
    const painting = this.querySelector(".painted img");
    const before = [...(this.earlier?.querySelectorAll(".painted img") ?? [])].map((image) => image.cloneNode());
    for (const image of before) Object.assign(image, { className: "under", alt: "" });
    painting.before(...before);
    this.show(this.earlier?.range.value ?? 100);
    await painting.decode().catch(() => undefined);
    for (const image of before) image.remove();
    if (this.earlier) return;
    this.classList.add("reveal");
    requestAnimationFrame(() => this.show(50));
  }

  grab(event) {
    if (event.button !== 0) return;
    this.setPointerCapture(event.pointerId);
    this.range.focus({ preventScroll: true, focusVisible: false });
    this.follow(event);
  }

  follow(event) {
    const { left, width } = this.getBoundingClientRect();
    this.classList.remove("reveal");
    this.show(Math.min(100, Math.max(0, ((event.clientX - left) / width) * 100)));
  }

  // Lets the photo shine through the painting: 1 is the painting as it is, 0 the photo.
  fade(share) {
    const [photo, painting] = this.querySelectorAll("figure");
    if (!painting.querySelector(".under")) {
      const under = photo.querySelector("img").cloneNode();
      Object.assign(under, { className: "under", alt: "" });
      painting.prepend(under);
    }
    painting.querySelector("img:not(.under)").style.opacity = share;
  }

  show(percent) {
    this.range.value = percent;
    this.style.setProperty("--split", `${percent}%`);
  }
});
