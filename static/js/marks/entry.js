// The page of one score sheet: rows, outbox, sender, totals and the state of this device.
import { announce } from "../requests.js";
import { showChoice } from "./choice.js";
import { Device } from "./device.js";
import { focusRow, neighbour, onKey } from "./keys.js";
import { newId, Outbox } from "./outbox.js";
import { Row } from "./row.js";
import { Sender } from "./sender.js";
import { askToSubmit } from "./submitting.js";
import { printed } from "./values.js";

const POLL = 15_000;

class Page {
  constructor(element) {
    this.element = element;
    this.data = element.dataset;
    this.words = JSON.parse(this.data.words);
    this.rows = [...element.querySelectorAll("[data-aspect]")].map((row) => new Row(row, this.words));
    this.device = new Device(document.getElementById("device"), this.words);
    this.undone = [];
    this.last = this.rows[0];
    this.writing = Promise.resolve();
    this.listen();
    this.count();
    for (const row of this.rows) this.choices(row);
    this.ready = this.start();
  }

  async start() {
    try {
      this.outbox = await Outbox.open(Number(this.data.user));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.device.broken();
      return;
    }
    this.sender = new Sender(this.outbox, this.data.state, this);
    this.device.element.addEventListener("click", () => this.sender.soon());
    for (const revision of await this.outbox.waiting()) {
      const row = revision.url === this.data.sync && this.rows.find((one) => one.aspect === revision.aspect);
      if (row) row.overlay(revision);
    }
    this.count();
    await this.sender.soon();
    await this.outbox.forgetOld();
    setInterval(() => this.poll(), POLL);
  }

  listen() {
    for (const row of this.rows) {
      row.element.addEventListener("keydown", (event) => onKey(event, row, this));
      row.element.addEventListener("change", () => this.commit(row));
      row.element.addEventListener("focusin", (event) => {
        this.last = row;
        if (event.target.type === "text") event.target.select();
      });
    }
    const press = (id, act) => document.getElementById(id)?.addEventListener("click", act);
    press("previous", () => this.move(this.last, -1));
    press("next", () => this.move(this.last, 1));
    press("undo", () => this.undo());
    press("ask-submit", () => this.submit(this.last));
  }

  // The focus first, then the mark: waiting for the disk in between lost keys of fast typists.
  move(row, step) {
    focusRow(neighbour(this.rows, row, step));
    this.commit(row);
  }

  commit(row) {
    const value = row.typed;
    if (!row.enabled || value === row.shown) {
      if (row.enabled && row.element.dataset.cell === "invalid") row.restore();
      return;
    }
    if (!row.check(value)) return;
    this.undone.push({ row, value: row.shown, round: row.round });
    this.write(row, value);
  }

  write(row, value) {
    const revision = {
      rev_id: newId(), aspect: row.aspect, round: row.round, parent: row.parent, value: value || null,
      client_ts: new Date().toISOString(), url: this.data.sync, scheme: Number(this.data.scheme),
    };
    row.say("");
    row.put(value);
    Object.assign(row, { shown: value, parent: revision.rev_id, pending: row.pending + 1 });
    row.show("saving");
    this.count();
    this.writing = this.writing.then(() => this.store(row, revision));
  }

  async store(row, revision) {
    try {
      await this.ready;
      await this.outbox.put(revision);
    } catch (error) {
      if (!(error instanceof DOMException) && this.outbox) throw error;
      row.show("failed");
      this.device.broken();
      return;
    }
    if (row.parent === revision.rev_id) row.show("local");
    this.device.local();
    this.sender.flush();
  }

  restore(row) {
    row.restore();
    focusRow(row);
  }

  // Back to what the cell held before, as a new revision; the newest entry, or the newest of the row in hand.
  undo(row) {
    const found = row ? this.undone.findLastIndex((one) => one.row === row) : this.undone.length - 1;
    if (found < 0) {
      announce(this.words.noUndo);
      return;
    }
    const [entry] = this.undone.splice(found, 1);
    if (entry.round === entry.row.round && entry.row.shown !== entry.value) this.write(entry.row, entry.value);
    focusRow(entry.row);
    announce(this.words.undone);
  }

  async submit(row) {
    this.commit(row);
    await this.writing;
    await askToSubmit(this);
  }

  count() {
    const filled = this.rows.filter((row) => row.shown !== "").length;
    document.getElementById("filled").value = filled;
    document.getElementById("filled-count").textContent = String(filled);
    const total = this.rows.reduce((sum, row) => sum + row.earned, 0);
    document.getElementById("total").textContent = printed(total, Number(this.data.places));
  }

  async poll() {
    if (document.visibilityState !== "visible" || this.rows.some((row) => row.pending)) return;
    const state = await this.sender.state();
    if (state) this.refresh(state);
  }

  refresh(state) {
    for (const row of this.rows) {
      if (!(row.aspect in state.cells)) continue;
      row.update(state.cells[row.aspect]);
      this.choices(row);
    }
    this.count();
    if (state.state !== "open" && this.data.open === "yes" && !this.rows.some((row) => row.pending)) location.reload();
  }

  choices(row) {
    showChoice(row, this.data.settle, (settledRow, state) => {
      if (!state) return announce(document.getElementById("notices").dataset.lost);
      settledRow.show("sent");
      this.refresh(state);
    });
  }

  // The sender reports here.

  sending() {
    this.device.busy();
  }

  answered(revision, result, answer) {
    if (revision.url !== this.data.sync) return;
    const row = this.rows.find((one) => one.aspect === revision.aspect);
    if (!row) return;
    row.pending = Math.max(0, row.pending - 1);
    if (row.pending) return;
    const good = result.outcome === "applied" || result.outcome === "same";
    row.show(good ? (row.shown ? "sent" : "none") : result.outcome);
    row.say(good ? "" : (result.reason ?? ""));
    if (answer.cells[row.aspect]) {
      if (!good) row.shown = row.typed;
      row.update(answer.cells[row.aspect]);
      this.choices(row);
    }
    this.count();
  }

  async settled(held) {
    await this.tell(held ? "problem" : "");
  }

  async failed(status) {
    await this.tell({ 401: "login", 403: "refused", 404: "refused", 422: "reload" }[status] ?? "offline");
  }

  async tell(trouble) {
    const waiting = await this.outbox.waiting();
    this.device.show(trouble, waiting.length);
  }
}

const element = document.getElementById("marking");
if (element) new Page(element);
