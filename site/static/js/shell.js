// Runs before the page is painted, so that a chosen theme or a closed navigation does not flash.
(() => {
  const root = document.documentElement;
  const stored = { get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
                   set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* private window */ } } };
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const wide = matchMedia("(min-width: 48.01rem)");
  const showTheme = () => { root.dataset.theme = stored.get("theme") ?? (prefersDark.matches ? "dark" : "light"); };

  root.classList.add("js");
  showTheme();
  prefersDark.addEventListener("change", showTheme);

  const toggle = document.getElementById("nav-toggle");
  toggle.checked = wide.matches && stored.get("navigation") === "closed";
  toggle.addEventListener("change", () => {
    if (wide.matches) stored.set("navigation", toggle.checked ? "closed" : "open");
  });
  wide.addEventListener("change", () => { toggle.checked = wide.matches && stored.get("navigation") === "closed"; });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !wide.matches) toggle.checked = false;
  });

  // What it keeps for later must not share a slow line with what is looked at now.
  addEventListener("load", () => {
    navigator.serviceWorker?.register("/service-worker.js").catch(() => { /* private window */ });
  });

  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(".theme");
    button.hidden = false;
    button.addEventListener("click", () => {
      stored.set("theme", root.dataset.theme === "dark" ? "light" : "dark");
      showTheme();
    });
  });
})();
