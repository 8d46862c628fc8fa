// Sending the form: says what is missing beside it, shows how much is sent, and keeps the photo when the server refuses.
const form = document.getElementById("picker");
const button = document.getElementById("paint");
const sending = form.querySelector(".sending");
const bar = document.getElementById("sent");
const text = document.getElementById("sent-text");
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
  if (!photo) complain("photo", "Please choose a photo to paint.");
  if (!picked) complain("style", "Please pick a style: none is chosen yet.");
  return photo && picked;
}

function wait(on) {
  button.disabled = on;
  sending.hidden = !on;
  form.setAttribute("aria-busy", on);
}

function progress(event) {
  if (!event.lengthComputable) return;
  const share = event.loaded / event.total;
  if (share < 1) bar.value = share;
  else bar.removeAttribute("value");
  text.textContent = share < 1 ? `Sending your photo… ${Math.round(share * 100)} %` : "Looking at your photo…";
}

// The photo of a form that is refused stays on the server, if it is a good one: the next try need not send it again.
function keep(kept) {
  form.elements.photo?.remove();
  if (!kept) return;
  form.append(kept);
  form.elements.picture.value = "";
}

function answered(request) {
  if (request.status < 300) {
    location.assign(request.responseURL);
    return;
  }
  wait(false);
  const page = new DOMParser().parseFromString(request.response, "text/html");
  keep(page.querySelector("#picker [name=photo]"));
  const brought = page.getElementById("own")?.dataset.brought;
  if (brought) form.dispatchEvent(new CustomEvent("brought", { detail: brought }));
  const said = errors.map((error) => [error.id.replace("-error", ""), page.getElementById(error.id)?.textContent.trim()]);
  const told = said.filter(([, sentence]) => sentence).reverse(); // the first is complained about last, and has the focus
  if (!told.length) told.push(["photo", page.querySelector("main .lead").textContent]); // of an error page
  for (const [name, sentence] of told) complain(name, sentence);
}

function send() {
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.addEventListener("progress", progress);
  request.addEventListener("load", () => answered(request));
  request.addEventListener("error", () => {
    wait(false);
    complain("photo", "The connection broke off. Your photo is still chosen: please try again.");
  });
  request.send(new FormData(form));
  bar.value = 0;
  text.textContent = "Sending your photo…";
  wait(true);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (complete()) send();
});
addEventListener("pageshow", () => wait(false));
