// The editor by keyboard: down and up a column, new rows, moving, deleting, undo and saving.
function sameColumn(editor, field, step) {
  const row = field.closest(".edit-aspect");
  const rows = [...editor.element.querySelectorAll(".edit-aspect")];
  const next = rows[rows.indexOf(row) + step];
  next?.querySelector(`[data-column="${field.dataset.column}"]`)?.focus();
}

function onRow(event, editor, field, row) {
  const command = event.ctrlKey || event.metaKey;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const place = row.list.indexOf(row.item);
  if (event.key === "Enter" && command) editor.insert(row.list, place + 1, "aspect");
  else if (event.key === "Enter" && !event.shiftKey) sameColumn(editor, field, 1);
  else if (event.key === "Delete" && command) editor.remove(row.list, row.item);
  else if (step && event.altKey) editor.move(row.list, row.item, step);
  else if (step && field.tagName === "INPUT") sameColumn(editor, field, step);
  else return false;
  return true;
}

export function onKey(event, editor) {
  if (event.isComposing || event.keyCode === 229) return;
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  const field = event.target;
  const row = field.closest?.(".edit-aspect");
  if (command && key === "s") editor.save();
  else if (command && key === "z") editor.travel(event.shiftKey ? "redo" : "undo");
  else if (command && key === "y") editor.travel("redo");
  else if (!row || !onRow(event, editor, field, row)) return;
  event.preventDefault();
}
