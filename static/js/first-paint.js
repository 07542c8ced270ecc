// Runs before the first paint, so that a page chosen in large text never flashes in small text.
try {
  if (localStorage.getItem("large-text") === "yes") document.documentElement.classList.add("large-text");
} catch {
  // Storage is forbidden in some embedded browsers: the page then starts in normal size.
}
