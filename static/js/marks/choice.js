// Two values of one cell side by side, with a button for each; the one not chosen stays on record.
import { csrfToken } from "../requests.js";

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-outline-secondary";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

async function settle(url, take) {
  try {
    const response = await fetch(url, {
      method: "POST",
      redirect: "error",
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfToken() },
      body: JSON.stringify({ take }),
    });
    return response.ok ? await response.json() : null;
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return null;
    throw error;
  }
}

// `settled` gets the sheet's new state, or null where the server could not be asked.
export function showChoice(row, settleUrl, settled) {
  const place = row.element.querySelector("[data-choice]");
  const conflict = row.server.waiting.find((one) => !one.late);
  const late = row.server.waiting.find((one) => one.late);
  place.hidden = !conflict && !late;
  place.replaceChildren();
  if (late) place.append(row.words.late.replace("{value}", late.value || row.words.cleared));
  if (late && !row.pending) row.show("quarantined");
  if (!conflict) return;
  if (!row.pending) row.show("conflict");
  const url = settleUrl.replace(/\/0\/settle$/, `/${conflict.id}/settle`);
  const choose = (take) => async () => settled(row, await settle(url, take));
  place.append(
    row.words.two,
    button(row.words.keepFirst.replace("{value}", row.server.value || row.words.cleared), choose(false)),
    button(row.words.takeOther.replace("{value}", conflict.value || row.words.cleared), choose(true)),
  );
}
