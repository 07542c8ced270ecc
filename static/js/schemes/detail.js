// The panel beside the rows: what belongs to the chosen aspect besides its row, and the try-it box.
import { choice, field, labelled, make, textButton, toolButton } from "./parts.js";

const LEVELS = [0, 1, 2, 3];
const NEEDED = {
  NUMBER_COMPLETED: [["NUM_POSSIBLE", ""]],
  CHOICE: [["CHOICE1_LABEL", ""], ["CHOICE1_DEDUCTION", "0"], ["CHOICE2_LABEL", ""], ["CHOICE2_DEDUCTION", ""]],
  REGULAR_DIFFERENCE_DEDUCTION: [["TARGET_VALUE", ""], ["DIFFERENCE", ""], ["DEDUCTION", ""]],
  RANGED_SCORE: [["RANGE1_FROM", ""], ["RANGE1_TO", ""], ["RANGE1_DEDUCTION", "0"]],
};

function levels(editor, aspect, path) {
  return LEVELS.map((level) => {
    const found = aspect.benchmarks.find((pair) => pair[0] === level);
    const holder = { text: found?.[1] ?? "" };
    const made = field(editor, holder, "text", `${path}.level${level}`, { tag: "textarea" });
    made.addEventListener("input", () => {
      aspect.benchmarks = aspect.benchmarks.filter((pair) => pair[0] !== level);
      if (made.value) aspect.benchmarks.push([level, made.value]);
    });
    return labelled(`${editor.words.level} ${level}`, made);
  });
}

function parameters(editor, aspect, path) {
  const lines = aspect.parameters.map((pair, place) => {
    const key = field(editor, pair, 0, `${path}.parameters.${place}`, { label: editor.words.parameter });
    const value = field(editor, pair, 1, `${path}.parameters.${place}`, { label: editor.words.value });
    const remove = toolButton("trash", editor.words.remove, () =>
      editor.change(() => aspect.parameters.splice(place, 1), null),
    );
    return make("div", "parameter", key, value, remove);
  });
  const add = textButton(editor.words.addParameter, () => editor.change(() => aspect.parameters.push(["", ""]), null));
  return [...lines, make("div", "button-row", add)];
}

function tryBox(editor, aspect) {
  const input = make("input", "form-control");
  Object.assign(input, { type: "text", inputMode: "decimal", autocomplete: "off", id: "try-value" });
  const result = make("output", "");
  result.htmlFor = "try-value";
  let turn = 0;
  input.addEventListener("input", async () => {
    const mine = ++turn;
    const { status, answer } = await editor.ask(editor.data.try, { aspect, value: input.value });
    if (mine !== turn) return;
    const words = status === 200 ? answer.text || `${editor.words.earned} ${answer.mark}` : editor.words.lost;
    result.textContent = input.value ? words : "";
  });
  return make("div", "try-box", make("h3", "", editor.words.tryTitle), labelled(editor.words.tryValue, input), result);
}

function measurement(editor, aspect, path) {
  const { words } = editor;
  const kinds = choice(editor, aspect, "calculation", path, [["", words.none], ...editor.calculations]);
  kinds.addEventListener("change", () => {
    if (!aspect.parameters.length) aspect.parameters = structuredClone(NEEDED[aspect.calculation] ?? []);
    editor.choose(aspect);
  });
  const parts = [labelled(words.calculation, kinds)];
  if (aspect.calculation) parts.push(...parameters(editor, aspect, path), tryBox(editor, aspect));
  else parts.unshift(labelled(words.model, choice(editor, aspect, "model", path, editor.models)));
  return parts;
}

export function drawDetail(editor, place, aspect) {
  if (!aspect) {
    place.replaceChildren(make("p", "muted", editor.words.pick));
    return;
  }
  const path = editor.places.get(aspect).code.dataset.path.replace(/\.code$/, "");
  const title = make("h2", "", `${aspect.code || editor.words.aspect}`);
  const requirement = field(editor, aspect, "requirement", path, { tag: "textarea" });
  const kind = { J: () => levels(editor, aspect, path), M: () => measurement(editor, aspect, path), S: () => [] };
  place.replaceChildren(title, ...kind[aspect.type](), labelled(editor.words.requirement, requirement));
}
