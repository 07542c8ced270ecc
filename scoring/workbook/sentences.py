"""Every sentence the importer can say about a file: code, severity (E, W, I), Chinese, English; and the cures."""

SENTENCES: dict[str, tuple[str, str, str]] = {
    "label-lies": (
        "W",
        "列标题“{label}”与内容不符：该列按内容读作“{role}”。",
        "The heading “{label}” does not fit what is under it: the column was read as {role}.",
    ),
    "label-missing": (
        "W",
        "该列没有可识别的标题：按内容读作“{role}”。",
        "The column has no heading that is known: it was read as {role} by its content.",
    ),
    "no-header": (
        "W",
        "工作表没有可识别的表头：各列均按内容推断，请核对列对应关系。",
        "The sheet has no header that is known: all columns were told by their content, check them.",
    ),
    "look-alike-letter": (
        "I",
        "“{raw}”中含有外形相同的其他字母：读作“{read}”。",
        "“{raw}” contains a letter of another alphabet that looks the same: read as “{read}”.",
    ),
    "cyrillic-letter": (
        "I",
        "编号“{raw}”是西里尔字母：在代码中按字母顺序写作“{read}”。",
        "The id “{raw}” is a Cyrillic letter: in codes it is written “{read}”, by its place in the alphabet.",
    ),
    "missing-maximum": ("E", "该考核点没有满分分值。", "The aspect has no maximum mark."),
    "formula-without-value": (
        "W",
        "单元格是公式（{formula}），但文件里没有保存计算结果。",
        "The cell is a formula ({formula}) without a stored result.",
    ),
    "summary-without-value": (
        "I",
        "{count} 个汇总公式没有保存计算结果：合计已重新计算。",
        "{count} formulas of the summaries carry no stored result: the totals were computed anew.",
    ),
    "error-value": ("W", "单元格是错误值 {raw}。", "The cell holds the error value {raw}."),
    "unreadable-number": ("W", "“{raw}”不是数值。", "“{raw}” is not a number."),
    "number-as-text": (
        "I",
        "数值以文本保存：“{raw}”读作 {read}。",
        "A number stored as text: “{raw}” was read as {read}.",
    ),
    "decimal-comma": ("I", "小数用逗号书写：“{raw}”读作 {read}。", "A decimal comma: “{raw}” was read as {read}."),
    "number-with-unit": (
        "I",
        "数值带有单位：“{raw}”读作 {read}。",
        "A number with a unit: “{raw}” was read as {read}.",
    ),
    "date-instead-of-number": (
        "W",
        "单元格是日期 {raw}，这里应为编号或分值：可能被表格软件自动转换。",
        "The cell is a date, {raw}, where an id or a mark belongs: the spreadsheet program may have changed it.",
    ),
    "untyped-aspect": ("E", "该考核点没有类型（M 测量、J 评判、S 逐人评分）。", "The aspect has no type (M, J or S)."),
    "unknown-type": ("W", "类型“{raw}”无法识别。", "The type “{raw}” is not known."),
    "old-subjective": (
        "W",
        "旧式类型 S（主观）：读作 S，由每位裁判各自打分。",
        "The old type S (subjective) was read as S, a score by each judge.",
    ),
    "stray-type": (
        "I",
        "该行只有类型“{raw}”，没有说明和分值：未作为考核点。",
        "The row has a type “{raw}” but neither text nor mark: it was not taken as an aspect.",
    ),
    "missing-description": ("W", "该考核点没有说明。", "The aspect has no description."),
    "heading-without-mark": (
        "I",
        "“{raw}”没有类型和分值：作为小标题，不计为考核点。",
        "“{raw}” has neither type nor mark: taken as a heading, not as an aspect.",
    ),
    "negative-mark": ("E", "满分分值 {read} 小于 0。", "The maximum {read} is below 0."),
    "zero-mark": ("W", "满分分值为 0。", "The maximum is 0."),
    "marks-inside": (
        "W",
        "该列有 {count} 个已打出的分数：方案只取满分，这些分数未导入。",
        "The column holds {count} marks already given: only the maxima belong to the scheme, these were left out.",
    ),
    "more-maxima": (
        "W",
        "另有一列满分“{label}”：已采用第一列。如应采用该列，请在列对应关系中选择。",
        "There is another column of maxima, “{label}”: the first was used. Choose this one if it counts.",
    ),
    "duplicate-sub": ("E", "子标准编号 {raw} 重复。", "The sub-criterion id {raw} occurs more than once."),
    "duplicate-aspect": ("E", "考核点编号 {raw} 重复。", "The aspect id {raw} occurs more than once."),
    "aspect-without-sub": (
        "W",
        "考核点之前没有子标准：归入 {read}。",
        "The aspect stands before any sub-criterion: it was put into {read}.",
    ),
    "sub-without-aspects": ("W", "子标准 {raw} 没有考核点。", "The sub-criterion {raw} has no aspects."),
    "criterion-without-aspects": (
        "W",
        "标准 {raw}（{read}）列在汇总表中，但没有考核点：方案可能不完整。",
        "The criterion {raw} ({read}) is in the table of criteria but has no aspects: the scheme may be partial.",
    ),
    "judgement-without-levels": (
        "I",
        "评判考核点没有 0-3 的等级描述。",
        "The judgement aspect has no descriptions of the levels 0 to 3.",
    ),
    "short-ladder": (
        "W",
        "等级描述只有 {read}，应为 0、1、2、3。",
        "The levels described are {read}, where 0, 1, 2, 3 are expected.",
    ),
    "levels-on-measurement": (
        "W",
        "等级描述跟在非评判考核点之后：可能缺了一行评判考核点。描述保留在该考核点的说明中。",
        "Level descriptions follow an aspect that is no judgement: a row may be missing. They stay in its description.",
    ),
    "levels-without-numbers": (
        "W",
        "考核点之下有 {count} 行没有等级数字的描述：可能是评判等级 0-{last}。",
        "{count} lines without numbers follow the aspect: they may be the judgement levels 0 to {last}.",
    ),
    "level-out-of-range": ("W", "等级 {raw} 不在 0-3 之内。", "The level {raw} is not between 0 and 3."),
    "stale-summary": (
        "W",
        "汇总单元格写的是 {raw}，考核点满分之和是 {read}：以考核点为准。",
        "The summary says {raw}, the maxima add up to {read}: the aspects count.",
    ),
    "total-not-100": ("W", "满分合计为 {read}，不是 100。", "The maxima add up to {read}, not to 100."),
    "wsos-variance": (
        "W",
        "职业标准第 {raw} 部分：规定 {weight}，考核点合计 {read}，相差 {variance}。",
        "Section {raw} of the standards: weight {weight}, aspects {read}, variance {variance}.",
    ),
    "missing-section": ("I", "该考核点没有职业标准部分。", "The aspect names no section of the standards."),
    "unknown-section": ("W", "职业标准中没有第 {raw} 部分。", "The standards have no section {raw}."),
    "unread-row": ("I", "该行的内容没有归属：{raw}", "What stands in this row belongs to nothing known: {raw}"),
    "note-beside": (
        "I",
        "该列没有标题，有 {count} 个单元格未导入，第一个是“{raw}”。",
        "The column has no heading; {count} cells were left out, the first is “{raw}”.",
    ),
    "calculation-unknown": ("W", "计算方式“{raw}”无法识别。", "The calculation “{raw}” is not known."),
    "calculation-missing": (
        "W",
        "指向 Calculations 工作表第 {raw} 行，该行不存在。",
        "Row {raw} of the sheet Calculations is referred to but does not exist.",
    ),
    "calculation-unclear": ("W", "计算参数不明确：{raw}", "A parameter of the calculation is unclear: {raw}"),
    "calculation-unused": (
        "I",
        "Calculations 工作表的这一行没有考核点使用。",
        "No aspect uses this row of the sheet Calculations.",
    ),
    "two-schemes": (
        "E",
        "工作簿中有两份方案（工作表 {raw}），编号相同：请选择要导入的工作表。",
        "The workbook holds more than one scheme (sheets {raw}) with the same ids: choose the sheet to import.",
    ),
    "several-sheets": (
        "I",
        "方案分布在多张工作表：{raw}，已合并。",
        "The scheme is spread over several sheets: {raw}; they were put together.",
    ),
    "hidden-sheet": ("W", "方案所在的工作表是隐藏的。", "The sheet with the scheme is hidden."),
    "sheet-cut": (
        "W",
        "工作表过长或过宽：只读取前 {rows} 行、{columns} 列。",
        "The sheet is very long or wide: only {rows} rows and {columns} columns were read.",
    ),
    "external-link": (
        "W",
        "工作簿引用其他文件：未打开，只使用保存的数值，请核对。",
        "The workbook refers to other files: they were not opened; the stored values were used, check them.",
    ),
    "embedded-object": (
        "W",
        "工作簿嵌有其他对象：未打开。",
        "The workbook contains embedded objects: they were not opened.",
    ),
    "bad-value": (
        "E",
        "“{column}”的值“{raw}”不可用：应为{zh}。",
        "The value “{raw}” of “{column}” cannot be used: it must be {en}.",
    ),
    "unknown-column": ("E", "没有名为“{raw}”的列。", "There is no column called “{raw}”."),
    "mixed-text": (
        "W",
        "计算方式为合格/不合格，但说明中写有扣分：请确认评分方式。",
        "The calculation is pass or fail, but the text speaks of deductions: check how it is to be marked.",
    ),
    "unknown-model": ("E", "评分方式“{raw}”无法识别。", "The model “{raw}” is not known."),
}

CURES: dict[str, tuple[str, str]] = {
    "type": ("读作类型 {read}。", "Read it as type {read}."),
    "maximum": ("满分取 {read}。", "Take {read} as the maximum."),
    "drop": ("不作为考核点。", "Leave it out; it is no aspect."),
    "code": ("编号改为 {read}。", "Change the id to {read}."),
    "as-read": ("按此读取。", "Keep it as read."),
    "judgement": (
        "读作评判考核点，各行依次为等级 0-{last}。",
        "Read it as a judgement with these lines as levels 0 to {last}.",
    ),
    "section": ("读作职业标准部分。", "Read it as the section of the standards."),
    "recompute": ("以考核点之和为准。", "Let the sum of the aspects count."),
    "sheet": ("只导入工作表“{read}”。", "Import the sheet “{read}” only."),
}
