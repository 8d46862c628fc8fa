// Choosing a photo: by the button, dropped anywhere, pasted, or an example. It is checked, shown, and sent at once, so
// that the server can show it in every style; the form then has its number instead of the file. Of several photos the
// first is shown, and all of them are sent when they are to be painted.
import { draw, inWords, onDrop, put } from "./chosen-file.js";
import { Refused, post } from "./requests.js";
import { show } from "./wall.js";
import { _ } from "./words.js";

const form = document.getElementById("picker");
const input = document.getElementById("picture");
const error = document.getElementById("photo-error");
const sending = form.querySelector(".sending");
const bar = document.getElementById("sent");
const text = document.getElementById("sent-text");
const examples = document.getElementById("examples");
const token = form.elements.csrfmiddlewaretoken.value;
let number = 0; // of what was sent: an answer that comes after a later choice counts no more

// Resolves once the photo is on the server, with false if it is not there.
let sent = Promise.resolve(Boolean(form.elements.photo));
export function photoSent() {
  if (sending.hidden && input.files.length && !form.elements.photo) sent = send(["picture", input.files[0]]);
  return sent;
}

// The number of photos if they are several, else 0.
export const several = () => (input.files.length > 1 ? input.files.length : 0);

document.querySelector(".how").hidden = false;

function refusal(file) {
  const limit = Number(form.dataset.maxBytes);
  // Some systems name no type (HEIC on Windows): the server looks inside the file anyway.
  if (file.type && !form.dataset.types.split(",").includes(file.type)) {
    return _("This file is not a photo that we can read. Please choose a JPEG, PNG, WebP or HEIC picture.");
  }
  if (file.size > limit) {
    return _("This photo is {size}, and the limit is {limit}. Please choose a smaller one.", { size: inWords(file.size), limit: inWords(limit) });
  }
  return "";
}

export function progress(share) {
  sending.hidden = false;
  if (share < 1) bar.value = share;
  else bar.removeAttribute("value");
  const percent = Math.round(share * 100);
  if (several()) text.textContent = share < 1 ? _("Sending your photos… {percent} %", { percent }) : _("Looking at your photos…");
  else text.textContent = share < 1 ? _("Sending your photo… {percent} %", { percent }) : _("Looking at your photo…");
}

async function send([name, value]) {
  const mine = ++number;
  const data = new FormData();
  data.append("csrfmiddlewaretoken", token);
  data.append(name, value);
  bar.value = 0;
  text.textContent = _("Sending your photo…");
  sending.hidden = false;
  try {
    const photo = await post(form.dataset.photos, data, progress);
    if (mine === number) keep(photo);
    return true;
  } catch (problem) {
    if (mine === number) {
      error.textContent = problem instanceof Refused ? problem.sentences()[0][1] : problem.message;
      error.focus();
      const kept = problem.page?.querySelector("#picker [name=photo]"); // a good photo, for which there was no room
      if (kept && !form.elements.photo) form.append(kept);
    }
    return Boolean(form.elements.photo);
  } finally {
    if (mine === number) sending.hidden = true;
  }
}

function keep(photo) {
  forget();
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "photo", value: photo.photo }));
  if (examples) examples.hidden = true;
  show(photo);
}

function forget() {
  form.elements.photo?.remove();
}

function named(words) {
  const label = document.querySelector(".choose");
  label.textContent = label.dataset.other;
  document.getElementById("photo-name").textContent = words;
}

// Of several photos, those that the server would refuse are left out, and the first of them is named.
function accept() {
  const files = [...input.files];
  form.dispatchEvent(new Event("several"));
  if (!files.length) return;
  const good = files.filter((file) => !refusal(file));
  const bad = files.find(refusal);
  error.textContent = bad ? (files.length > 1 ? `${bad.name}: ` : "") + refusal(bad) : tooMuch(good);
  if (good.length < files.length || error.textContent) {
    put(input, ...(tooMuch(good) ? [] : good));
    form.dispatchEvent(new Event("several"));
    error.focus();
  }
  const [first] = input.files;
  if (!first) return;
  forget();
  named(several() ? _("{number} photos are chosen. The first one is shown here, and all of them are painted.", { number: several() }) : `${first.name} (${inWords(first.size)}). `);
  draw(input, document.querySelector(".thumb"), _("Your photo")); // until the stage shows it
  sent = send(["picture", first]);
}

function tooMuch(files) {
  const { mostPhotos, maxTogether } = form.dataset;
  if (files.length > mostPhotos) return _("These are {number} photos; please choose at most {most} at a time.", { number: files.length, most: mostPhotos });
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return size > maxTogether ? _("Together these photos are {size}, and the limit is {limit}. Please choose fewer.", { size: inWords(size), limit: inWords(maxTogether) }) : "";
}

function take(files) {
  put(input, ...files);
  accept();
}

examples?.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  event.preventDefault();
  error.textContent = "";
  input.value = "";
  form.dispatchEvent(new Event("several"));
  named(`${button.getAttribute("aria-label")}. `);
  document.querySelector(".thumb").replaceChildren(button.querySelector("img").cloneNode());
  sent = send(["example", button.value]);
});
input.addEventListener("change", accept);
onDrop((files, event) => { if (!event.target.closest?.(".bring-own")) take(files); });
addEventListener("paste", (event) => {
  const files = [...(event.clipboardData?.files ?? [])];
  if (!files.length) return;
  event.preventDefault();
  take(files);
});
addEventListener("pageshow", accept); // A browser that goes back puts the file into the field just before this.

// A photo that stands ready in the form, of an earlier picture or of a link.
if (form.dataset.wall) fetch(form.dataset.wall).then((answer) => answer.json()).then(show);
else if (form.elements.photo) sent = send(["photo", form.elements.photo.value]);
