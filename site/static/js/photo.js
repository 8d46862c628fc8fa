// Choosing a photo: by the button, dropped anywhere, or pasted; checked and shown before anything is sent.
import { draw, inWords, onDrop, put } from "./chosen-file.js";

const form = document.getElementById("picker");
const input = document.getElementById("picture");
const error = document.getElementById("photo-error");

document.querySelector(".how").hidden = false;

function refusal(file) {
  const limit = Number(form.dataset.maxBytes);
  // Some systems name no type (HEIC on Windows): the server looks inside the file anyway.
  if (file.type && !form.dataset.types.split(",").includes(file.type)) {
    return "This file is not a photo that we can read. Please choose a JPEG, PNG, WebP or HEIC picture.";
  }
  if (file.size > limit) {
    return `This photo is ${inWords(file.size)}, and the limit is ${inWords(limit)}. Please choose a smaller one.`;
  }
  return "";
}

function accept() {
  const [file] = input.files;
  if (!file) return;
  error.textContent = refusal(file);
  if (error.textContent) {
    input.value = "";
    error.focus();
    return;
  }
  const label = document.querySelector(".choose");
  label.textContent = label.dataset.other;
  document.getElementById("photo-name").textContent = `${file.name} (${inWords(file.size)}). `;
  draw(input, document.querySelector(".thumb"), "Your photo");
}

// One photo is painted at a time: of several the first is taken, and that is said.
function take([file, ...others]) {
  put(file, input);
  accept();
  if (!others.length || error.textContent) return;
  const left = others.length === 1 ? `${others[0].name} is not` : `the other ${others.length} are not`;
  error.textContent = `One photo is painted at a time: ${file.name} is chosen, ${left}.`;
}

input.addEventListener("change", accept);
onDrop((files, event) => { if (!event.target.closest?.("#own")) take(files); });
addEventListener("paste", (event) => {
  const files = [...(event.clipboardData?.files ?? [])];
  if (!files.length) return;
  event.preventDefault();
  take(files);
});
addEventListener("pageshow", accept); // A browser that goes back puts the file into the field just before this.
