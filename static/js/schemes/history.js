// Steps of undo and redo: whole copies of the document, which is small, so that no change can forget its way back.
const MOST = 200;

export class History {
  constructor(document) {
    Object.assign(this, { now: document, past: [], future: [], path: null, changed: false });
  }

  get canUndo() {
    return this.past.length > 0;
  }

  get canRedo() {
    return this.future.length > 0;
  }

  // Call before a change; typing on in the field at the same `path` stays one step.
  before(path) {
    this.changed = true;
    if (path !== null && path === this.path) return;
    this.path = path;
    this.past.push(JSON.stringify(this.now));
    if (this.past.length > MOST) this.past.shift();
    this.future = [];
  }

  undo() {
    return this.step(this.past, this.future);
  }

  redo() {
    return this.step(this.future, this.past);
  }

  step(from, to) {
    if (!from.length) return false;
    to.push(JSON.stringify(this.now));
    this.now = JSON.parse(from.pop());
    this.path = null;
    return true;
  }
}
