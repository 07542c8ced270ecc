// Before a sheet is submitted everything typed must be on the server, and the judge sees what the server has.
import { announce } from "../requests.js";

export async function askToSubmit(page) {
  await page.sender?.soon();
  const waiting = (await page.outbox?.waiting()) ?? [];
  const state = waiting.length ? null : await page.sender?.state();
  if (!state) {
    announce(page.words.waitUpload.replace("{count}", waiting.length));
    return;
  }
  page.refresh(state);
  fill(document.getElementById("submit"), page.words, state);
}

function fill(dialog, words, state) {
  dialog.querySelector("input[name=digest]").value = state.digest;
  dialog.querySelector("[data-submit-total]").textContent = state.total;
  dialog.querySelector("[data-submit-words]").textContent = state.problems.length ? words.missing : words.complete;
  const lines = state.problems.map((problem) => {
    const line = document.createElement("li");
    line.textContent = `${problem.aspect} ${problem.text}`;
    return line;
  });
  dialog.querySelector("[data-submit-problems]").replaceChildren(...lines);
  dialog.querySelector("form button:not([data-close])").disabled = state.problems.length > 0;
  if (!dialog.open) dialog.showModal();
}
