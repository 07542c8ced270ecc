// Small parts of the editor's form, each bound to one field of the document.
export function make(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const drawn = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  const sheet = document.querySelector("svg.ico use")?.getAttribute("href") ?? "#";
  use.setAttribute("href", sheet.replace(/#.*/, `#${name}`));
  drawn.setAttribute("class", "ico");
  drawn.setAttribute("aria-hidden", "true");
  drawn.append(use);
  return drawn;
}

export function toolButton(name, label, act) {
  const made = make("button", "icon-button", icon(name));
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.title = label;
  made.addEventListener("click", act);
  return made;
}

export function textButton(label, act, name = "plus") {
  const made = make("button", "btn btn-sm btn-outline-secondary", icon(name), label);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

// `path` is the field's place in the document, by which the server names faults.
export function field(editor, holder, name, path, { label, className = "", tag = "input", numeric = false } = {}) {
  const made = make(tag, `form-control ${className}`);
  if (tag === "input") made.type = "text";
  else made.rows = 1;
  if (numeric) made.inputMode = "decimal";
  made.autocomplete = "off";
  made.value = holder[name] ?? "";
  made.dataset.path = `${path}.${name}`;
  made.dataset.column = name;
  made.setAttribute("aria-label", label ?? editor.words[name]);
  made.placeholder = label ?? editor.words[name];
  made.addEventListener("input", () => editor.set(holder, name, made.value, made.dataset.path));
  return made;
}

export function choice(editor, holder, name, path, options, label) {
  const made = make("select", "form-select");
  for (const [value, text] of options) {
    const option = make("option", "", text);
    option.value = value;
    made.append(option);
  }
  made.value = holder[name];
  made.dataset.path = `${path}.${name}`;
  made.dataset.column = name;
  made.setAttribute("aria-label", label ?? editor.words[name]);
  made.addEventListener("change", () => {
    editor.set(holder, name, made.value, null);
    if (editor.chosen === holder) editor.choose(holder);
  });
  return made;
}

export function labelled(text, control) {
  const holder = make("div", "field");
  const label = make("label", "form-label", text);
  control.id ||= `field-${(control.dataset.path ?? text).replaceAll(/[^\w]/g, "-")}`;
  label.htmlFor = control.id;
  control.removeAttribute("aria-label");
  control.placeholder &&= "";
  holder.append(label, control);
  return holder;
}
