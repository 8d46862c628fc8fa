// What somebody asked for when its full size was not there: it is downloaded, or shared, as soon as it is (#download, #share).
const LINKS = { "#download": "a[download][href$='result.jpg']", "#share": "a[href*='/share/']" };

function go() {
  const link = location.hash in LINKS && document.querySelector(`#actions ${LINKS[location.hash]}`);
  if (!link) return;
  history.replaceState(history.state, "", location.pathname);
  link.click();
}

document.addEventListener("htmx:oobAfterSwap", go);
addEventListener("hashchange", go);
go();
