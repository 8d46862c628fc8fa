// What somebody asked for when its full size was not there: it is downloaded, or shared, as soon as it is.
const LINKS = { download: "a[download][href$='result.jpg']", share: "a[href*='/share/']" };
const KEY = "when ready";

// Remembers it for the page of a job, by its path; a fragment of the address would keep pages without scripts from reloading.
export function whenReady(what, path) {
  try { sessionStorage.setItem(KEY, `${what} ${path}`); } catch { /* a private window: the page has a button */ }
}

function asked() {
  try { return (sessionStorage.getItem(KEY) ?? "").split(" "); } catch { return []; }
}

function go() {
  const [what, path] = asked();
  const link = path === location.pathname && document.querySelector(`#actions ${LINKS[what]}`);
  if (!link) return;
  sessionStorage.removeItem(KEY);
  link.click();
}

document.addEventListener("submit", ({ target }) => {
  if (target.action.endsWith("/full-size/")) whenReady(target.elements.then?.value ?? "download", location.pathname);
});
document.addEventListener("htmx:oobAfterSwap", go);
go();
