// The picker's cards for a picture of one's own as the style: chosen by its button or dropped on it, shown in its place.
// Its box can be checked once there is a picture.
import { draw, inWords, onDrop, put } from "./chosen-file.js";
import { _ } from "./words.js";

const form = document.getElementById("picker");
const error = document.getElementById("style-error");

function refusal(file) {
  const limit = Number(form.dataset.maxBytes);
  if (file.type && !form.dataset.types.split(",").includes(file.type)) {
    return _("This file is not a picture that we can read. Please choose a JPEG, PNG, WebP or HEIC picture.");
  }
  return file.size > limit ? _("This picture is {size}, and the limit is {limit}. Please choose a smaller one.", { size: inWords(file.size), limit: inWords(limit) }) : "";
}

function attend(card) {
  const input = card.querySelector("[type=file]");
  const box = card.querySelector("[name=style]");
  const slider = card.querySelector("[type=range]");
  const title = card.querySelector(".title");
  const swatch = card.querySelector(".swatch");
  const choose = card.querySelector("label.link");
  const blank = { value: box.value, title: box.dataset.title, swatch: [...swatch.children] };

  function name(slug) {
    box.value = slug;
    slider.name = `weight-${slug}`;
  }

  async function accept() {
    const [file] = input.files;
    if (!file) return;
    error.textContent = refusal(file);
    if (error.textContent) {
      input.value = "";
      return;
    }
    name(blank.value);
    box.dataset.title = title.textContent = file.name;
    choose.textContent = choose.dataset.other;
    const place = document.createElement("span");
    await draw(input, place, blank.title);
    swatch.replaceChildren(place.firstChild ?? blank.swatch[0], ...blank.swatch.slice(1));
    for (const on of [false, true]) { // so that the mix's row shows the new picture
      if (box.checked === on) continue;
      box.checked = on;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  // Of a form that was refused the server keeps the picture as a style: the next try need not send it again.
  card.addEventListener("brought", ({ detail }) => {
    name(detail);
    input.value = "";
  });

  box.addEventListener("click", (event) => {
    if (!box.checked || input.files.length || box.value !== blank.value) return;
    event.preventDefault(); // It is checked once there is a picture.
    input.click();
  });
  form.addEventListener("formdata", ({ formData }) => { if (!box.checked) formData.delete(input.name); });
  input.addEventListener("change", accept);
  onDrop(([file], event) => {
    if (event.target.closest?.(".bring-own") !== card) return;
    put(input, file);
    accept();
  });
  addEventListener("pageshow", accept); // A browser that goes back puts the file into the field just before this.
}

for (const card of form.querySelectorAll(".bring-own")) attend(card);
