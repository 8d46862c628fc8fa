// <photo-album>: pictures in a row that turns in space; arrow keys, swiping, dragging, buttons or a click turn it.
import { _ } from "./words.js";

const REACH = 5; // how many pictures to each side are drawn
const PER_PICTURE = 170; // pixels to drag for one picture

customElements.define("photo-album", class extends HTMLElement {
  connectedCallback() {
    this.items = [...this.querySelectorAll("li")];
    this.setAttribute("role", "group");
    this.setAttribute("aria-roledescription", "carousel");
    this.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("click", (event) => this.choose(event), true);
    this.addEventListener("dragstart", (event) => event.preventDefault());
    this.addEventListener("pointerdown", (event) => this.grab(event));
    this.addEventListener("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) this.addEventListener(end, () => this.release());
    this.back = this.button("back", "‹", _("Picture before"), -1);
    this.on = this.button("on", "›", _("Next picture"), 1);
    this.show(Math.min(2, this.items.length - 1));
  }

  button(name, sign, label, step) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: `turn ${name}`, textContent: sign });
    button.setAttribute("aria-label", label);
    button.addEventListener("click", () => this.show(this.middle + step));
    this.append(button);
    return button;
  }

  // A place may lie between two pictures while it is dragged; the nearest one counts as the middle.
  show(place) {
    this.place = Math.max(0, Math.min(this.items.length - 1, place));
    this.middle = Math.round(this.place);
    this.items.forEach((item, index) => {
      const away = index - this.place;
      const far = Math.abs(away);
      item.style.setProperty("--away", away);
      item.style.setProperty("--turn", Math.max(-1, Math.min(1, away)));
      item.style.setProperty("--far", far);
      item.style.zIndex = 100 - Math.round(far * 2);
      item.toggleAttribute("data-hidden", far > REACH);
      item.toggleAttribute("aria-current", index === this.middle);
      item.querySelector("a").tabIndex = index === this.middle ? 0 : -1;
    });
    this.back.disabled = this.middle === 0;
    this.on.disabled = this.middle === this.items.length - 1;
  }

  press(event) {
    const last = this.items.length - 1;
    const target = { ArrowLeft: this.middle - 1, ArrowRight: this.middle + 1, Home: 0, End: last }[event.key];
    if (target === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.show(target);
    this.items[this.middle].querySelector("a").focus({ preventScroll: true });
  }

  // A click beside the middle turns there first; one that ends a drag opens nothing.
  choose(event) {
    const index = this.items.indexOf(event.target.closest("li"));
    if (index < 0) return;
    if (index === this.middle && !this.dragged) return;
    event.preventDefault();
    event.stopPropagation();
    if (!this.dragged) this.show(index);
  }

  grab(event) {
    this.dragged = false;
    if (event.button !== 0 || event.target.closest("button")) return;
    this.start = { x: event.clientX, place: this.place };
  }

  drag(event) {
    if (!this.start) return;
    const way = event.clientX - this.start.x;
    if (!this.dragged && Math.abs(way) < 8) return;
    if (!this.dragged) this.setPointerCapture(event.pointerId);
    this.dragged = true;
    this.classList.add("dragged");
    this.show(this.start.place - way / PER_PICTURE);
  }

  release() {
    this.start = null;
    this.classList.remove("dragged");
    this.show(this.middle);
  }
});
