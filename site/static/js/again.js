// Playing with a picture: a changed choice is painted by itself after a short pause. Until then its strength is shown by
// laying the painting over the photo, and nothing can be downloaded or shared: that would not be what is shown.
import { _ } from "./words.js";

const form = () => document.getElementById("again");
const stage = () => document.getElementById("stage");
const choices = () => new URLSearchParams(new FormData(form())).toString();
let sent; // the choices that the server was asked for
let passedOver; // a job that was made, but not shown, because its choices were changed meanwhile
let kept; // the painting that was on the page before

const isFirst = (options, index) => index === Math.max(0, [...options].findIndex((option) => option.defaultSelected));
const isChanged = (field) => (field.type === "checkbox" ? field.checked !== field.defaultChecked
  : field.matches("select") ? !isFirst(field.options, field.selectedIndex) : field.value !== field.defaultValue);

function show() {
  const changed = [...form().querySelectorAll("input, select")].some(isChanged);
  document.querySelector(".made").inert = changed;
  form().querySelector("button:not([type])").classList.toggle("primary", changed);
  form().querySelector("[type=reset]").hidden = !changed;
  const share = Number(form().elements.strength.value) / Number(stage().dataset.strength);
  if (!Number.isNaN(share)) stage().querySelector("before-after")?.fade(Math.min(1, share));
  return changed;
}

const tell = (words) => { form().querySelector("#photo-error").textContent = words; };
const isOurs = (event) => event.target.closest("#again") !== null;

document.addEventListener("input", (event) => { if (isOurs(event)) show(); });
document.addEventListener("reset", (event) => {
  if (!isOurs(event)) return;
  const { strength } = form().elements;
  setTimeout(() => ["input", "change"].forEach((name) => strength.dispatchEvent(new Event(name, { bubbles: true }))));
});

// A job that is not finished gives way to the one with the new choices: on the server, and in the browser's history.
document.addEventListener("htmx:configRequest", (event) => {
  if (!isOurs(event)) return;
  const { triggeringEvent, parameters } = event.detail;
  if (triggeringEvent?.type === "change" && !show() && !passedOver) {
    event.preventDefault();
    return;
  }
  const unfinished = document.querySelector("#status[data-polled]") !== null;
  const [way, other] = unfinished ? ["hx-replace-url", "hx-push-url"] : ["hx-push-url", "hx-replace-url"];
  form().setAttribute(way, "true");
  form().removeAttribute(other);
  parameters.photo = passedOver ?? parameters.photo;
  parameters.replaces = passedOver || unfinished ? parameters.photo : "";
  sent = choices();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = event;
  if (detail.requestConfig.elt.id !== "again" || detail.isError) return;
  const job = /\/jobs\/([^/]+)\/$/.exec(detail.xhr.responseURL)?.[1];
  if (!job) { // a page of somebody else's, such as a network that wants a log-in
    Object.assign(detail, { isError: true, shouldSwap: false });
  } else if (choices() !== sent) {
    detail.shouldSwap = false;
    passedOver = job;
  } else {
    passedOver = undefined;
    kept = stage().querySelector("before-after") ? stage() : undefined;
    const status = document.getElementById("status");
    status.removeAttribute("data-polled");
    htmx.trigger(status, "htmx:abort"); // what was asked about the job before must not be shown on this one's page
  }
});

document.addEventListener("htmx:afterSwap", () => {
  if (kept && document.querySelector(".frame.waiting")) stage().replaceWith(kept);
  kept = undefined;
});

// The new preview takes the earlier painting's place, without a sweep.
document.addEventListener("htmx:oobBeforeSwap", ({ detail: { target, fragment } }) => {
  const earlier = target.querySelector("before-after");
  const next = fragment.querySelector("#stage before-after");
  if (earlier && next) next.earlier = earlier;
});

// What the server refuses is told beside its field, as the picker does it.
document.addEventListener("htmx:responseError", (event) => {
  if (!isOurs(event)) return;
  const page = new DOMParser().parseFromString(event.detail.xhr.response, "text/html");
  const told = [...form().querySelectorAll(".error")].filter((error) => {
    error.textContent = page.getElementById(error.id)?.textContent.trim() ?? "";
    return error.textContent;
  });
  if (!told.length) tell(page.querySelector("main .lead")?.textContent ?? _("The server did not answer. Please press “Paint again” in a moment."));
});

document.addEventListener("htmx:sendError", (event) => {
  if (isOurs(event)) tell(_("There is no connection just now. Please press “Paint again” when it is back."));
});
