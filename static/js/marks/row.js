// One line of the form: what it shows, what was typed last, which revision counts, and its state in words and colour.
import { billionths, flaw, normalized } from "./values.js";

export class Row {
  constructor(element, words) {
    Object.assign(this, { element, words, aspect: element.dataset.aspect, type: element.dataset.type });
    this.marks = [...element.querySelectorAll("[data-mark]")];
    this.server = JSON.parse(element.dataset.cell);
    this.shown = this.server.value;
    this.parent = this.server.revision;
    this.round = this.server.round;
    this.pending = 0;
    this.show("none");
    this.paint();
    if (this.shown) this.show("sent");
  }

  get enabled() {
    return this.marks.length > 0 && !this.marks[0].matches(":disabled");
  }

  // Where the focus goes: the field, or the chosen level, else the first.
  get target() {
    return this.marks.find((mark) => mark.type === "radio" && mark.checked) ?? this.marks[0];
  }

  get typed() {
    if (this.type === "J") return this.marks.find((mark) => mark.checked)?.value ?? "";
    return normalized(this.marks[0].value);
  }

  put(value) {
    if (this.type === "J") for (const mark of this.marks) mark.checked = mark.value === value;
    else this.marks[0].value = value;
  }

  restore() {
    this.put(this.shown);
    this.show(this.shown ? this.settledState : "none");
    this.say("");
  }

  get settledState() {
    return this.pending ? "local" : "sent";
  }

  // The word for what is wrong with the typed value, shown at the row.
  check(value) {
    const word = flaw(this.element, value);
    if (word) {
      this.show("invalid");
      this.say(this.words[word].replace("{max}", this.element.dataset.max));
    }
    return !word;
  }

  show(state) {
    this.element.dataset.cell = state;
    const chip = document.querySelector(`template[data-chip-for="${state}"]`);
    this.element.querySelector("[data-chip]").replaceChildren(chip.content.cloneNode(true));
  }

  say(text) {
    this.element.querySelector(".cell-message")?.remove();
    if (!text) return;
    const line = document.createElement("p");
    line.className = "cell-message";
    line.setAttribute("role", "alert");
    line.textContent = text;
    this.element.querySelector(".mark-text").append(line);
  }

  // A mark typed here and not yet on the server, found in the outbox when the page opens.
  overlay(revision) {
    this.shown = revision.value ?? "";
    this.parent = revision.rev_id;
    this.round = revision.round;
    this.pending += 1;
    this.put(this.shown);
    this.show("local");
  }

  // What the server says of this cell now; what waits on this device or is being typed stays.
  update(server) {
    this.server = server;
    const busy = this.pending > 0;
    if (!busy) {
      const typing = this.typed !== this.shown;
      this.parent = server.revision;
      if (server.round !== this.round || server.value !== this.shown) {
        this.round = server.round;
        this.shown = server.value;
        if (!typing) this.put(server.value);
        if (this.element.dataset.cell === "sent" && !server.value) this.show("none");
      }
      if (this.shown && this.element.dataset.cell === "none") this.show("sent");
    }
    this.paint();
  }

  paint() {
    const { votes, given, panel, disputed, round, earned } = this.server;
    const line = this.element.querySelector("[data-votes]");
    const open = this.words.votesIn.replace("{given}", given).replace("{panel}", panel);
    const seen = votes.map((vote) => `${vote.label}${vote.level}`).join(" ");
    line.hidden = this.type !== "J";
    line.toggleAttribute("data-disputed", disputed);
    const again = this.words.again.replace("{round}", round);
    line.textContent = disputed ? `${seen}。${again}` : seen && given >= panel ? seen : [seen, open].filter(Boolean).join(" · ");
    const place = this.element.querySelector("[data-earned]");
    if (place) place.textContent = earned === null ? "" : `= ${earned}`;
  }

  // What this row adds to the total so far, in billionths: measurements at once, the rest as the server says.
  get earned() {
    if (this.type === "M" && !("counted" in this.element.dataset)) return billionths(this.shown) ?? 0;
    return billionths(this.server.earned ?? "") ?? 0;
  }
}
