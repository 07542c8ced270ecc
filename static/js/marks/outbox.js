// The outbox of this device: every revision is on disk before the page says so, and stays until the server answered it.
import { openDB } from "../../vendor/idb.js";

const NAME = "marks";
const BATCH = 200;
const KEEP_DAYS = 7;

// Also on plain http, where crypto.randomUUID does not exist.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function upgrade(database) {
  database.createObjectStore("meta");
  const revisions = database.createObjectStore("revisions", { keyPath: "rev_id" });
  revisions.createIndex("waiting", ["user", "waiting"]);
  revisions.createIndex("answered", "answered_at");
}

export class Outbox {
  constructor(database, device, user) {
    Object.assign(this, { database, device, user });
  }

  static async open(user) {
    const database = await openDB(NAME, 1, { upgrade });
    const transaction = database.transaction("meta", "readwrite", { durability: "strict" });
    const device = (await transaction.store.get("device")) ?? newId();
    await transaction.store.put(device, "device");
    await transaction.done;
    return new Outbox(database, device, user);
  }

  // Resolves when the revision is on disk.
  async put(revision) {
    const transaction = this.database.transaction(["meta", "revisions"], "readwrite", { durability: "strict" });
    const meta = transaction.objectStore("meta");
    const seq = ((await meta.get("seq")) ?? 0) + 1;
    meta.put(seq, "seq");
    transaction.objectStore("revisions").put({ ...revision, user: this.user, seq, waiting: 1 });
    await transaction.done;
  }

  async waiting() {
    const found = await this.database.getAllFromIndex("revisions", "waiting", [this.user, 1]);
    return found.sort((one, other) => one.seq - other.seq);
  }

  async others() {
    const all = await this.database.getAll("revisions");
    return all.filter((one) => one.waiting && one.user !== this.user).length;
  }

  async answer(id, outcome) {
    const transaction = this.database.transaction("revisions", "readwrite", { durability: "strict" });
    const revision = await transaction.store.get(id);
    if (revision) transaction.store.put({ ...revision, waiting: 0, outcome, answered_at: Date.now() });
    await transaction.done;
  }

  // Answered revisions stay as a journal of this device for some days.
  async forgetOld() {
    const transaction = this.database.transaction("revisions", "readwrite");
    const until = IDBKeyRange.upperBound(Date.now() - KEEP_DAYS * 86_400_000);
    for (let cursor = await transaction.store.index("answered").openCursor(until); cursor; cursor = await cursor.continue()) {
      cursor.delete();
    }
    await transaction.done;
  }

  // The oldest revisions of one sheet, at most a batch of them; the rest of the sheets follow in later turns.
  static nextBatch(waiting) {
    const first = waiting[0];
    return waiting.filter((one) => one.url === first.url).slice(0, BATCH);
  }
}
