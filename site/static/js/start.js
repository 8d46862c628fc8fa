// The first page's photo: chosen or dropped anywhere, it goes to the picker at once.
import { onDrop, put } from "./chosen-file.js";

const form = document.getElementById("start");
const input = form.elements.picture;

function send() {
  if (!input.files.length) return;
  const says = document.getElementById("start-says");
  says.textContent = says.dataset.sending;
  form.requestSubmit();
}

form.querySelector(".how").hidden = false;
input.addEventListener("change", send);
onDrop(([file]) => {
  put(input, file);
  send();
});
