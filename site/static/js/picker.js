// The picker's page: this module loads its parts, each of them once. Here the form is sent: it says what is missing, and
// keeps everything when the server refuses.
import "./mix.js";
import "./own-picture.js";
import "./remembered.js";
import { photoSent, progress, several } from "./photo.js";
import { Refused, post } from "./requests.js";
import { asked } from "./stage.js";
import { whenReady } from "./when-ready.js";
import { _ } from "./words.js";

const form = document.getElementById("picker");
const button = document.getElementById("paint");
const label = button.querySelector("span");
const usual = label.textContent;
let isPreviewed = false;
const errors = [...form.querySelectorAll("p.error")];
const errorOf = (name) => errors.find((error) => error.id === `${name}-error`);

form.noValidate = true; // Our own messages stand beside what they are about.

function complain(name, message) {
  const error = errorOf(name);
  error.textContent = message;
  if (!message) return;
  const folded = error.closest("details");
  if (folded) folded.open = true;
  error.scrollIntoView({ block: "center" });
  const fields = { style: form.querySelector("fieldset:not(.own) [name=style][tabindex='0']"), photo: form.elements.picture };
  (fields[name] ?? form.elements[name]).focus({ preventScroll: true });
}

function complete() {
  for (const error of errors) error.textContent = "";
  const picked = form.querySelector("[name=style]:checked");
  const photo = form.elements.picture.files.length || form.elements.photo;
  if (!photo) complain("photo", _("Please choose a photo to paint."));
  if (!picked) complain("style", _("Please pick a style: none is chosen yet."));
  return photo && picked;
}

function wait(on) {
  button.disabled = on;
  form.setAttribute("aria-busy", on);
}

async function send() {
  wait(true);
  if (!several() && !(await photoSent())) {
    wait(false);
    return;
  }
  await asked();
  const data = new FormData(form);
  data.delete(several() ? "photo" : "picture"); // One is on the server already.
  if (isPreviewed) data.set("full_size", "on");
  await post(form.action, data, several() ? progress : undefined).catch(answered);
}

function answered(problem) {
  if (problem instanceof Refused && problem.isPage) {
    if (isPreviewed && !several()) whenReady("download", new URL(problem.address).pathname);
    location.assign(problem.address);
    return;
  }
  wait(false);
  form.querySelector(".sending").hidden = true;
  if (!(problem instanceof Refused)) {
    complain("photo", problem.message);
    return;
  }
  for (const card of problem.page.querySelectorAll("[data-brought]")) {
    document.getElementById(card.id).dispatchEvent(new CustomEvent("brought", { detail: card.dataset.brought }));
  }
  for (const [name, sentence] of problem.sentences().reverse()) complain(name, sentence); // the first has the focus
}

// Who has seen the preview wants the picture itself.
function ready(on) {
  isPreviewed = on;
  if (several()) label.textContent = _("Paint all {number}", { number: several() });
  else label.textContent = on ? label.dataset.ready : usual;
}

form.addEventListener("previewed", () => ready(true));
form.addEventListener("mixed", () => { if (!form.querySelector("[name=style]:checked")) ready(false); });
for (const name of ["photo", "several"]) form.addEventListener(name, () => ready(false));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (complete()) send();
});
addEventListener("pageshow", () => wait(false));
