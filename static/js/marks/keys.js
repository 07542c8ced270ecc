// Moving through the form by keyboard and by the buttons at the bottom; the focus moves before anything is stored.
export function composing(event) {
  return event.isComposing || event.keyCode === 229;
}

export function focusRow(row) {
  if (!row) return;
  const target = row.target;
  target.focus();
  if (target.type === "text") target.select();
  row.element.scrollIntoView({ block: "nearest" });
}

export function neighbour(rows, row, step) {
  const open = rows.filter((one) => one.enabled);
  const place = open.indexOf(row);
  return open[place < 0 ? 0 : Math.min(Math.max(place + step, 0), open.length - 1)];
}

function besideLevel(row, step) {
  const place = row.marks.indexOf(document.activeElement);
  row.marks[(place + step + row.marks.length) % row.marks.length]?.focus();
}

// What a key does in a row: `page` offers commit, move, undo and submit.
export function onKey(event, row, page) {
  if (composing(event)) return;
  const command = event.ctrlKey || event.metaKey;
  const act = actions(event, row, page)[command ? `Ctrl+${event.key.toLowerCase()}` : event.key];
  if (act && !event.altKey) {
    event.preventDefault();
    act();
  } else if (row.type === "J" && /^[0-3]$/.test(event.key.normalize("NFKC")) && !command) {
    event.preventDefault();
    row.put(event.key.normalize("NFKC"));
    page.move(row, 1);
  }
}

function actions(event, row, page) {
  const back = event.shiftKey ? -1 : 1;
  const common = {
    Enter: () => page.move(row, back),
    ArrowDown: () => page.move(row, 1),
    ArrowUp: () => page.move(row, -1),
    Escape: () => page.restore(row),
    "Ctrl+enter": () => page.submit(row),
    "Ctrl+z": () => page.undo(row),
  };
  if (row.type !== "J") return common;
  return { ...common, ArrowRight: () => besideLevel(row, 1), ArrowLeft: () => besideLevel(row, -1) };
}
