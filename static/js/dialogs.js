// Opens and closes <dialog> elements, pop-up menus, the key legend (?) and the search box (/).
function open(dialog) {
  if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
}

export function isTyping(event) {
  const target = event.target;
  const field = target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
  return field || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey;
}

function onClick(event) {
  const target = event.target instanceof Element ? event.target : null;
  const opener = target?.closest("[data-dialog]");
  if (opener) open(document.getElementById(opener.dataset.dialog));
  if (target?.closest("[data-close]") || target instanceof HTMLDialogElement) target.closest("dialog")?.close();
  if (target?.closest("[data-print]")) window.print();
  for (const menu of document.querySelectorAll("details[data-closes][open]")) if (!menu.contains(target)) menu.open = false;
}

function onKey(event) {
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("details[data-closes][open]")) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  }
  if (isTyping(event)) return;
  if (event.key === "?") open(document.querySelector("dialog[data-key-legend]"));
  const search = event.key === "/" ? document.querySelector("[data-search]") : null;
  if (search) {
    event.preventDefault();
    search.focus();
    search.select();
  }
}

export function startDialogs(root) {
  root.addEventListener("click", onClick);
  root.addEventListener("keydown", onKey);
  for (const dialog of root.querySelectorAll("dialog[data-open]")) open(dialog);
}
