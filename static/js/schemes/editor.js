// The scheme editor: the document is the truth, every change is one step of undo, the server checks while one types.
import { csrfToken } from "../requests.js";
import { drawDetail } from "./detail.js";
import { History } from "./history.js";
import { onKey } from "./keys.js";
import { drawRows, drawSections } from "./rows.js";

const PAUSE = 250;

class Editor {
  constructor(element) {
    this.element = element;
    this.data = element.dataset;
    for (const name of ["words", "types", "models", "calculations"]) this[name] = JSON.parse(this.data[name]);
    this.history = new History(JSON.parse(this.data.document));
    this.chosen = null;
    this.asked = 0;
    this.draw();
    this.listen();
    this.check();
  }

  get document() {
    return this.history.now;
  }

  listen() {
    const press = (id, act) => document.getElementById(id).addEventListener("click", act);
    press("undo", () => this.travel("undo"));
    press("redo", () => this.travel("redo"));
    press("save", () => this.save());
    press("add-criterion", () => this.insert(this.document.criteria, this.document.criteria.length, "criterion"));
    press("add-section", () => this.insert(this.document.sections, this.document.sections.length, "section"));
    document.addEventListener("keydown", (event) => onKey(event, this));
    addEventListener("beforeunload", (event) => {
      if (this.history.changed) event.preventDefault();
    });
  }

  // A typed value: consecutive keys in one field are one step.
  set(holder, name, value, path) {
    if (holder[name] === value) return;
    this.history.before(path);
    holder[name] = value;
    this.later();
  }

  change(act, focus) {
    this.history.before(null);
    act();
    this.draw();
    this.focus(focus);
    this.later();
  }

  insert(list, place, kind) {
    const fresh = {
      criterion: () => ({ code: "", name: "", subs: [] }),
      sub: () => ({ code: "", name: "", day: "", aspects: [] }),
      aspect: () => ({
        code: "", type: list[place - 1]?.type ?? "M", description: "", maximum: "", model: "any",
        section: list[place - 1]?.section ?? "", requirement: "", benchmarks: [], calculation: "", parameters: [],
      }),
      section: () => ({ code: "", name: "", weight: "" }),
    }[kind]();
    this.change(() => list.splice(place, 0, fresh), { item: fresh, field: kind === "aspect" ? "description" : "code" });
  }

  remove(list, item) {
    const place = list.indexOf(item);
    this.change(() => list.splice(place, 1), { item: list[place + 1] ?? list[place - 1], field: "description" });
  }

  move(list, item, step) {
    const place = list.indexOf(item);
    if (place + step < 0 || place + step >= list.length) return;
    this.change(() => list.splice(place + step, 0, ...list.splice(place, 1)), { item, field: "description" });
  }

  travel(direction) {
    if (!this.history[direction]()) return;
    this.chosen = null;
    this.draw();
    this.later();
  }

  draw() {
    this.places = new Map();
    drawRows(this, document.getElementById("rows"));
    drawSections(this, document.getElementById("sections"));
    this.choose(this.places.has(this.chosen) ? this.chosen : null);
  }

  choose(aspect) {
    this.chosen = aspect;
    for (const row of this.element.querySelectorAll(".edit-aspect")) {
      row.setAttribute("aria-current", String(row.item === aspect));
    }
    drawDetail(this, document.getElementById("detail"), aspect);
  }

  focus(wanted) {
    const fields = wanted && this.places.get(wanted.item);
    (fields?.[wanted.field] ?? fields?.code)?.focus();
  }

  later() {
    document.getElementById("undo").disabled = !this.history.canUndo;
    document.getElementById("redo").disabled = !this.history.canRedo;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), PAUSE);
  }

  async ask(url, document) {
    try {
      const response = await fetch(url, {
        method: "POST",
        redirect: "error",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfToken() },
        body: JSON.stringify(document),
      });
      return { status: response.status, answer: await response.json() };
    } catch (error) {
      if (error instanceof TypeError || error instanceof SyntaxError) return { status: 0, answer: {} };
      throw error;
    }
  }

  async check() {
    const turn = ++this.asked;
    const { status, answer } = await this.ask(this.data.check, { scheme: this.document });
    if (turn !== this.asked) return;
    if (status !== 200) return this.say(status === 401 ? this.words.login : this.words.lost, "problem");
    document.getElementById("total").textContent = answer.total;
    document.getElementById("aspects").textContent = answer.aspects;
    document.getElementById("allocation").innerHTML = answer.table;
    this.showTotals(answer);
    this.showFaults(answer.faults);
  }

  showTotals(answer) {
    for (const place of this.element.querySelectorAll("[data-total]")) {
      const [criterion, sub] = place.dataset.total.split(".");
      place.textContent = sub === undefined ? answer.criteria[criterion] : answer.subs[criterion]?.[sub];
    }
  }

  showFaults(faults) {
    for (const field of this.element.querySelectorAll("[aria-invalid]")) {
      field.removeAttribute("aria-invalid");
      field.classList.remove("is-invalid");
    }
    const lines = faults.map((fault) => {
      const field = this.element.querySelector(`[data-path="${fault.path}"]`);
      field?.setAttribute("aria-invalid", "true");
      field?.classList.add("is-invalid");
      const line = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `${this.spoken(fault.path)} ${fault.text}`;
      button.addEventListener("click", () => field?.focus());
      line.append(button);
      return line;
    });
    document.getElementById("faults").replaceChildren(...lines);
    const counted = this.words.faults.replace("{count}", faults.length);
    const calm = this.history.changed ? this.words.unsaved : this.words.saved;
    this.say(faults.length ? counted : calm, faults.length ? "problem" : "ok");
  }

  // The place of a fault as people name it: the ids around it and the field.
  spoken(path) {
    const parts = path.split(".");
    const names = [];
    let holder = this.document;
    for (const part of parts.slice(0, -1)) {
      holder = holder?.[part];
      if (holder?.code) names.push(holder.code);
    }
    return `${names.at(-1) ?? ""} ${this.words[parts.at(-1)] ?? ""}`.trim();
  }

  async save() {
    const reason = document.getElementById("reason");
    if (reason && reason.value.trim().length < 2) {
      this.say(this.words.reason, "problem");
      reason.focus();
      return;
    }
    this.say(this.words.saving, "ok");
    const { status, answer } = await this.ask(this.data.save, {
      scheme: this.document,
      base: Number(this.data.base),
      upload: this.data.upload ? Number(this.data.upload) : null,
      reason: reason?.value ?? "",
    });
    if (status === 200) {
      this.history.changed = false;
      location.assign(answer.url);
    } else if (status === 422 && answer.faults) this.showFaults(answer.faults);
    else this.say(status === 401 ? this.words.login : (answer.text ?? this.words.lost), "problem");
  }

  say(text, kind) {
    const place = document.getElementById("state");
    place.textContent = text;
    place.dataset.kind = kind;
  }
}

const element = document.getElementById("editor");
if (element) element.editor = new Editor(element);
