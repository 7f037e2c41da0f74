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
