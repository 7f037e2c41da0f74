// Betters the pages where a browser runs scripts; every page works without it.
import { createAll, initAll } from "govuk-frontend";
import { SortableTable } from "sortable-table";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
createAll(SortableTable);

// The running header of a printed page: style sheets can print it only from a custom property.
const running = document.documentElement.dataset.running;
if (running) {
  document.documentElement.style.setProperty("--app-running", JSON.stringify(running));
}

// On a phone the filter starts folded, so that the list itself is in sight.
if (window.matchMedia("(max-width: 59.99em)").matches) {
  for (const fold of document.querySelectorAll(".app-filter__fold")) {
    fold.open = false;
  }
}

// "Print this page" buttons are hidden until there is a script to answer them.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// What is typed is kept on the server: three seconds after the last key, and on leaving the page.
for (const form of document.querySelectorAll("form[data-keep]")) {
  const said = form.querySelector("[data-kept]");
  let waiting;
  let changed = false;
  const fields = () => new URLSearchParams(new FormData(form));
  const keep = async () => {
    if (!changed) return;
    changed = false;
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: fields() });
      if (!answer.ok) throw new Error(String(answer.status));
      const at = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
      said.textContent = `Kept as a draft at ${at}`;
    } catch {
      changed = true;
      said.textContent = "Not kept yet: there is no connection. What you typed is still here.";
      clearTimeout(waiting);
      waiting = setTimeout(keep, 10000);
    }
  };
  form.addEventListener("input", () => {
    changed = true;
    clearTimeout(waiting);
    waiting = setTimeout(keep, 3000);
  });
  form.addEventListener("submit", () => {
    changed = false;
    clearTimeout(waiting);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && changed) {
      changed = false;
      navigator.sendBeacon(form.dataset.keep, fields());
    }
  });
}

// A page that the browser has put by, to go back to, may be of a session that has ended since: it is not seen
// before it has been asked for anew.
addEventListener("pagehide", (event) => {
  if (event.persisted) document.documentElement.hidden = true;
});
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// A line that follows the answers above it, and a hidden field with what it says: whoever sends the
// form has read it.
for (const lines of document.querySelectorAll("[data-decides]")) {
  const form = lines.closest("form");
  const said = document.getElementById(lines.dataset.decides);
  const follow = () => {
    let value = "";
    for (const line of lines.children) {
      const { value: own, ...asked } = line.dataset;
      const fits = Object.entries(asked).every(
        ([name, answer]) => form.querySelector(`input[name="${name}"]:checked`)?.value === answer,
      );
      line.hidden = !fits;
      if (fits) value = own;
    }
    said.value = value;
  };
  form.addEventListener("change", follow);
  follow();
}

// Where somebody signs in or confirms that it is them, their browser may have a passkey.
if (document.querySelector("form[data-passkey]")) import("passkeys");
