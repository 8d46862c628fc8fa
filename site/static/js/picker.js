// Sending the form: says what is missing beside it, shows how much is sent, and keeps the photo when the server refuses.
const form = document.getElementById("picker");
const button = document.getElementById("paint");
const sending = form.querySelector(".sending");
const bar = document.getElementById("sent");
const text = document.getElementById("sent-text");
const chosen = document.getElementById("chosen");
const errors = { style: document.getElementById("style-error"), photo: document.getElementById("photo-error") };

form.noValidate = true; // Our own messages stand beside what they are about.

function complain(which, message) {
  errors[which].textContent = message;
  if (!message) return;
  errors[which].scrollIntoView({ block: "center" });
  (which === "style" ? form.elements.style[0] ?? form.elements.style : form.elements.picture).focus({ preventScroll: true });
}

function complete() {
  complain("style", "");
  complain("photo", "");
  const picked = form.querySelector("[name=style]:checked");
  const photo = form.elements.picture.files.length || form.elements.photo;
  if (!photo) complain("photo", "Please choose a photo to paint.");
  if (!picked) complain("style", "Please pick one style: no style is chosen yet.");
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

function answered(request) {
  if (request.status < 300) {
    location.assign(request.responseURL);
    return;
  }
  wait(false);
  const page = new DOMParser().parseFromString(request.response, "text/html");
  const said = (id) => page.getElementById(id)?.textContent.trim() ?? "";
  const [style, photo] = [said("style-error"), said("photo-error")];
  const sentence = page.querySelector("main .lead")?.textContent; // of an error page
  complain("photo", photo || (style ? "" : sentence));
  if (style) complain("style", style);
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

function sayChosen() {
  const picked = form.querySelector("[name=style]:checked");
  if (!picked) return;
  chosen.textContent = `In the style of ${picked.dataset.title}`;
  errors.style.textContent = "";
}

function sayStrength() {
  const shown = document.getElementById("strength-shown");
  if (!shown) return;
  shown.textContent = `${form.elements.strength.value} %`;
  shown.hidden = false;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (complete()) send();
});
form.addEventListener("change", sayChosen);
form.addEventListener("input", sayStrength);
addEventListener("pageshow", () => { wait(false); sayChosen(); sayStrength(); });
