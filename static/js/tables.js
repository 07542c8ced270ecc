// Checkboxes of a table: pick all on the page, count what is picked, enable what acts on it.
function refresh(scope) {
  const boxes = [...scope.querySelectorAll("[data-pick]")];
  const picked = boxes.filter((box) => box.checked).length;
  const all = scope.querySelector("[data-pick-all]");
  if (all) {
    all.checked = picked > 0 && picked === boxes.length;
    all.indeterminate = picked > 0 && picked < boxes.length;
  }
  for (const place of scope.querySelectorAll("[data-picked-count]")) place.textContent = String(picked);
  for (const button of scope.querySelectorAll("[data-needs-pick]")) button.disabled = picked === 0;
}

function startScope(scope) {
  scope.addEventListener("change", (event) => {
    if (event.target.matches("[data-pick-all]")) {
      for (const box of scope.querySelectorAll("[data-pick]")) box.checked = event.target.checked;
    }
    if (event.target.matches("[data-pick-all], [data-pick]")) refresh(scope);
  });
  refresh(scope);
}

export function startTables(root) {
  root.querySelectorAll("[data-picks]").forEach(startScope);
}
