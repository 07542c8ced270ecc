// Draws criteria, sub-criteria, aspects and sections as rows of fields.
import { choice, field, make, textButton, toolButton } from "./parts.js";

function tools(editor, list, item) {
  const { words } = editor;
  return make(
    "div",
    "edit-tools",
    toolButton("arrow-up", words.up, () => editor.move(list, item, -1)),
    toolButton("arrow-down", words.down, () => editor.move(list, item, 1)),
    toolButton("trash", words.remove, () => editor.remove(list, item)),
  );
}

function head(editor, list, item, path, names, total) {
  const row = make("div", "edit-head");
  const fields = {};
  for (const name of names) {
    fields[name] = field(editor, item, name, path, { className: `edit-${name}` });
    row.append(fields[name]);
  }
  const sum = make("span", "edit-total number");
  sum.dataset.total = total;
  row.append(sum, tools(editor, list, item));
  editor.places.set(item, fields);
  return row;
}

function aspectRow(editor, list, aspect, path) {
  const row = make("div", "edit-aspect");
  const fields = {
    code: field(editor, aspect, "code", path),
    type: choice(editor, aspect, "type", path, editor.types.map((type) => [type, type])),
    description: field(editor, aspect, "description", path, { tag: "textarea" }),
    maximum: field(editor, aspect, "maximum", path, { numeric: true, className: "number" }),
    section: field(editor, aspect, "section", path),
  };
  row.append(...Object.values(fields), tools(editor, list, aspect));
  row.item = aspect;
  row.list = list;
  row.addEventListener("focusin", () => {
    if (editor.chosen !== aspect) editor.choose(aspect);
  });
  editor.places.set(aspect, fields);
  return row;
}

function subBlock(editor, list, sub, path, total) {
  const block = make("div", "edit-sub", head(editor, list, sub, path, ["code", "name", "day"], total));
  sub.aspects.forEach((aspect, place) => {
    block.append(aspectRow(editor, sub.aspects, aspect, `${path}.aspects.${place}`));
  });
  const add = textButton(editor.words.addAspect, () => editor.insert(sub.aspects, sub.aspects.length, "aspect"));
  block.append(make("div", "button-row", add));
  return block;
}

export function drawRows(editor, place) {
  const list = editor.document.criteria;
  const blocks = list.map((criterion, index) => {
    const path = `criteria.${index}`;
    const block = make("section", "edit-criterion", head(editor, list, criterion, path, ["code", "name"], `${index}`));
    criterion.subs.forEach((sub, number) => {
      block.append(subBlock(editor, criterion.subs, sub, `${path}.subs.${number}`, `${index}.${number}`));
    });
    const add = textButton(editor.words.addSub, () => editor.insert(criterion.subs, criterion.subs.length, "sub"));
    block.append(make("div", "button-row", add));
    return block;
  });
  place.replaceChildren(...blocks);
}

export function drawSections(editor, place) {
  const list = editor.document.sections;
  const rows = list.map((section, index) => {
    const path = `sections.${index}`;
    const fields = {
      code: field(editor, section, "code", path),
      name: field(editor, section, "name", path),
      weight: field(editor, section, "weight", path, { numeric: true }),
    };
    editor.places.set(section, fields);
    return make("div", "edit-section", ...Object.values(fields), tools(editor, list, section));
  });
  place.replaceChildren(...rows);
}
