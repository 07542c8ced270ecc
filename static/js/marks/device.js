// One pill for the whole device: is everything on the server, on this device, or in danger?
function clock() {
  return new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
}

export class Device {
  constructor(element, words) {
    Object.assign(this, { element, words, dead: false });
  }

  set(kind, text, pending) {
    if (this.dead) return;
    this.element.dataset.kind = kind;
    this.element.dataset.pending = String(pending);
    const icon = document.querySelector(`template[data-device-for="${kind}"]`)?.content.cloneNode(true) ?? "";
    this.element.replaceChildren(icon, text);
  }

  broken() {
    this.set("problem", this.words.storage, "?");
    this.dead = true;
  }

  busy() {
    this.set("busy", this.words.sending, this.element.dataset.pending);
  }

  local() {
    if (this.element.dataset.kind === "ok") this.busy();
  }

  show(trouble, pending) {
    const stored = pending ? ` · ${pending} ${this.words.local}` : "";
    if (!trouble && !pending) this.set("ok", `${this.words.ok} ${clock()}`, 0);
    else if (trouble === "login" || trouble === "refused" || trouble === "reload") {
      this.set("problem", `${this.words[trouble]}${stored}`, pending);
    } else this.set("local", `${this.words.offline}${stored}`, pending);
  }
}
