// 大字: one class on the root element, remembered on this device where storage is allowed.
const KEY = "large-text";

function remember(on) {
  try {
    localStorage.setItem(KEY, on ? "yes" : "no");
  } catch {
    // Nothing to do: the choice then lasts as long as the page.
  }
}

function show(root, on) {
  root.documentElement.classList.toggle(KEY, on);
  for (const button of root.querySelectorAll("[data-large-text]")) button.setAttribute("aria-pressed", String(on));
}

export function startLargeText(root) {
  show(root, root.documentElement.classList.contains(KEY));
  for (const button of root.querySelectorAll("[data-large-text]")) {
    button.addEventListener("click", () => {
      const on = !root.documentElement.classList.contains(KEY);
      show(root, on);
      remember(on);
    });
  }
}
