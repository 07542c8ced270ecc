// Sends what waits, in order, one batch at a time, and again until the server has answered every revision.
import { csrfToken } from "../requests.js";
import { Outbox } from "./outbox.js";

const FIRST = 1000;
const SLOWEST = 30_000;
const PROTOCOL = 1;

export class Sender {
  constructor(outbox, stateUrl, listener) {
    Object.assign(this, { outbox, stateUrl, listener, wait: FIRST, timer: 0, running: false, again: false });
    window.addEventListener("online", () => this.soon());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.soon());
  }

  soon() {
    clearTimeout(this.timer);
    this.wait = FIRST;
    return this.flush();
  }

  // navigator.onLine and its events are hints only: a timer decides.
  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(this.wait * 2, SLOWEST);
  }

  async flush() {
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = true;
    try {
      const alone = (work) => (navigator.locks ? navigator.locks.request("marks-sender", work) : work());
      await alone(() => this.sendAll());
    } finally {
      this.running = false;
    }
    if (this.again) {
      this.again = false;
      await this.flush();
    }
  }

  async sendAll() {
    const held = new Set();
    for (;;) {
      const waiting = (await this.outbox.waiting()).filter((one) => !held.has(one.rev_id));
      if (!waiting.length) break;
      this.listener.sending();
      const batch = Outbox.nextBatch(waiting);
      const answer = await this.send(batch);
      if (!answer) return this.later();
      const known = new Map(batch.map((one) => [one.rev_id, one]));
      const mine = answer.results.filter((result) => known.has(result.rev_id));
      for (const result of mine) await this.take(known.get(result.rev_id), result, answer, held);
      if (!mine.length) return this.later();
    }
    this.wait = FIRST;
    if (held.size) this.later();
    await this.listener.settled(held.size);
  }

  async take(revision, result, answer, held) {
    if (result.outcome === "error") {
      held.add(revision.rev_id);
      return;
    }
    await this.outbox.answer(revision.rev_id, result.outcome);
    this.listener.answered(revision, result, answer);
  }

  async send(batch, renewed = false) {
    const ids = new Set(batch.map((one) => one.rev_id));
    const revisions = batch.map(({ rev_id, aspect, round, parent, value, client_ts, seq }) => ({
      rev_id, aspect, round, parent, value, client_ts, seq, orphan: !ids.has(parent),
    }));
    const document = {
      protocol: PROTOCOL, device: this.outbox.device, user: this.outbox.user,
      client_now: new Date().toISOString(), scheme: batch[0].scheme, revisions,
    };
    const answer = await this.post(batch[0].url, document);
    if (answer.status === 400 && !renewed) {
      if (await this.renewToken()) return this.send(batch, true);
      return null;
    }
    if (answer.ok && Array.isArray(answer.body.results)) return answer.body;
    this.listener.failed(answer.status);
    return null;
  }

  // Whatever is not our JSON with our protocol in it did not come from the server: a captive portal answers 200 too.
  async post(url, document) {
    try {
      const response = await fetch(url, {
        method: "POST",
        redirect: "error",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfToken() },
        body: JSON.stringify(document),
      });
      const json = (response.headers.get("content-type") ?? "").startsWith("application/json");
      const body = json ? await response.json() : null;
      return { ok: response.ok && body?.protocol === PROTOCOL, status: json ? response.status : 0, body };
    } catch (error) {
      if (error instanceof TypeError || error instanceof SyntaxError) return { ok: false, status: 0, body: null };
      throw error;
    }
  }

  async state() {
    try {
      const response = await fetch(this.stateUrl, { headers: { Accept: "application/json" }, redirect: "error" });
      const json = (response.headers.get("content-type") ?? "").startsWith("application/json");
      const body = json && response.ok ? await response.json() : null;
      if (body?.protocol === PROTOCOL) return body;
      this.listener.failed(json ? response.status : 0);
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
      this.listener.failed(0);
    }
    return null;
  }

  async renewToken() {
    const state = await this.state();
    const meta = document.querySelector("meta[name=csrf-token]");
    if (!state || !meta) return false;
    if (state.user !== this.outbox.user) {
      this.listener.failed(401);
      return false;
    }
    meta.content = state.csrf;
    return true;
  }
}
