// Filters that submit themselves, forms that go only once, files dropped onto a field, errors brought into view.
const WAIT_AFTER_TYPING = 600;

function submitsItself(form) {
  let timer = 0;
  form.addEventListener("change", (event) => {
    if (event.target.type !== "search") form.requestSubmit();
  });
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.target.type === "search" && form.hasAttribute("data-as-typed")) {
      timer = setTimeout(() => form.requestSubmit(), WAIT_AFTER_TYPING);
    }
  });
}

// A second press while the first is under way would post twice; the mark goes when the page is shown again from history.
function goesOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
    form.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  });
}

function takesDroppedFiles(zone) {
  const input = zone.querySelector("input[type=file]");
  if (!input) return;
  const mark = (on) => (event) => {
    event.preventDefault();
    zone.classList.toggle("is-over", on);
  };
  zone.addEventListener("dragover", mark(true));
  zone.addEventListener("dragleave", mark(false));
  zone.addEventListener("drop", (event) => {
    mark(false)(event);
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

export function startForms(root) {
  root.querySelectorAll("form[data-auto-submit]").forEach(submitsItself);
  root.querySelectorAll("form[data-once]").forEach(goesOnce);
  root.querySelectorAll("[data-drop]").forEach(takesDroppedFiles);
  root.querySelector("[data-focus]")?.focus();
}
