{% load i18n %}{% get_current_language as LANGUAGE %}// Keeps the page that is shown without a network, and the list of the visitor's pictures as it was last seen.
const SHELL = [{% for address in shell %}"{{ address|escapejs }}", {% endfor %}"{% url 'offline' %}"];
const OFFLINE = "{% url 'offline' %}";
const MINE = "{% url 'jobs:mine' %}";
const PICTURE = /^\/jobs\/[0-9a-f-]+\/(small|photo)$/;
const KEPT = `shell-{{ LANGUAGE }}-${SHELL.join()}`;
const RESULTS = "results";

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(SHELL)));
});

addEventListener("activate", (event) => {
  const forget = async () => {
    for (const name of await caches.keys()) if (name !== KEPT && name !== RESULTS) await caches.delete(name);
    await clients.claim();
  };
  event.waitUntil(forget());
});

// The list is kept whole, with its pictures: what was deleted is in no later list and goes from here, too.
async function keepList(page) {
  const text = await page.text();
  const shown = [...text.matchAll(/<img src="([^"]+)"/g)].map(([, address]) => address);
  const results = await caches.open(RESULTS);
  for (const { url } of await results.keys()) {
    const { pathname, search } = new URL(url);
    if (pathname !== MINE && !shown.includes(pathname + search)) await results.delete(url);
  }
  await results.put(MINE, new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8" } }));
}

async function page(event) {
  const { pathname } = new URL(event.request.url);
  try {
    const answer = await fetch(event.request);
    if (pathname === MINE && answer.ok) event.waitUntil(keepList(answer.clone()));
    return answer;
  } catch {
    const kept = pathname === MINE && (await caches.open(RESULTS).then((results) => results.match(MINE)));
    return kept || caches.match(OFFLINE);
  }
}

async function picture(event) {
  const results = await caches.open(RESULTS);
  try {
    const answer = await fetch(event.request);
    if (answer.ok && event.request.referrer.endsWith(MINE)) event.waitUntil(results.put(event.request, answer.clone()));
    return answer;
  } catch (error) {
    const kept = await results.match(event.request);
    if (kept) return kept;
    throw error;
  }
}

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate") event.respondWith(page(event));
  else if (PICTURE.test(pathname)) event.respondWith(picture(event));
  else if (SHELL.includes(pathname)) event.respondWith(caches.match(pathname).then((kept) => kept ?? fetch(event.request)));
});
