// Partial updates: the CSRF header on each, and a visible word when the server is lost or refuses.
export function csrfToken() {
  return document.querySelector("meta[name=csrf-token]")?.content ?? "";
}

export function announce(text) {
  const place = document.getElementById("notices");
  if (!place) return;
  const line = document.createElement("p");
  line.textContent = text;
  place.replaceChildren(line);
}

export function startRequests(root) {
  const words = root.getElementById("notices")?.dataset ?? {};
  root.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrfToken();
  });
  root.addEventListener("htmx:sendError", () => announce(words.lost));
  root.addEventListener("htmx:responseError", () => announce(words.refused));
}
