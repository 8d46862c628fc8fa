// Playing with a finished picture: its strength is shown at once, by laying it over the photo; the rest takes a new
// painting, until which the present one stays in sight.
let painted; // the address of the painting that was on the page before

const shown = () => document.querySelector("before-after .painted img:not(.under)");

document.addEventListener("input", (event) => {
  const form = event.target.closest("#again");
  if (!form) return;
  form.querySelector("button").classList.add("primary");
  const share = Number(form.elements.strength.value) / Number(form.dataset.strength);
  if (event.target.name === "strength" && shown()) document.querySelector("before-after").fade(Math.min(1, share));
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "main") return;
  painted = shown()?.src;
  htmx.trigger("#status", "htmx:abort"); // what was asked about the job before must not be shown on this one's page
});

document.addEventListener("htmx:afterSwap", () => {
  const waiting = document.querySelector(".frame.waiting img");
  if (painted && waiting) waiting.src = painted;
  painted = undefined;
});

document.addEventListener("htmx:sendError", (event) => {
  const form = event.detail.elt.closest("#again");
  if (form) form.querySelector("#photo-error").textContent = "The connection broke off. Your choices are still here: please try again.";
});

// What the server refuses is told beside its field, as the picker does it.
document.addEventListener("htmx:responseError", (event) => {
  const form = event.detail.elt.closest("#again");
  if (!form) return;
  const page = new DOMParser().parseFromString(event.detail.xhr.response, "text/html");
  const told = [...form.querySelectorAll(".error")].filter((error) => {
    error.textContent = page.getElementById(error.id)?.textContent.trim() ?? "";
    return error.textContent;
  });
  if (!told.length) form.querySelector("#photo-error").textContent = page.querySelector("main .lead")?.textContent ?? "";
});
