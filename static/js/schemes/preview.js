// Brings the cell of a question into view, and moves to the next open question after an answer.
function showCell() {
  const cell = document.getElementById("cell-here");
  const frame = cell?.closest(".cells-window");
  if (!frame) return;
  frame.scrollTop = cell.offsetTop - frame.clientHeight / 2;
  frame.scrollLeft = cell.offsetLeft - frame.clientWidth / 2;
}

function focusNext() {
  const next = document.querySelector(".question-open .question-form :is(select, input:not([type=hidden]), button)");
  (next ?? document.querySelector(".take-over button, .question-form button"))?.focus();
}

document.addEventListener("htmx:afterSwap", (event) => {
  showCell();
  if (event.detail.requestConfig?.verb === "post") focusNext();
});
showCell();
