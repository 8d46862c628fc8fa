// <copy-link>: a button that copies the page's address; nothing where the browser does not allow it.
import { _ } from "./words.js";

customElements.define("copy-link", class extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard || this.firstChild) return;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button" });
    const label = Object.assign(document.createElement("span"), { textContent: _("Copy link") });
    label.setAttribute("aria-live", "polite"); // a role of its own would leave the button without a name
    button.append(label);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(location.href);
      label.textContent = _("Link copied");
    });
    this.append(button);
  }
});
