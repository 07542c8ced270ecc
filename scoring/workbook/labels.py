"""The words by which a column tells what it holds, in the languages schemes have been met in."""

import re
from enum import StrEnum
from functools import lru_cache

from scoring.workbook.values import Value, squeeze


class Role(StrEnum):
    """What a column of a scheme sheet holds."""

    ID = "id"
    NAME = "name"
    DAY = "day"
    TYPE = "type"
    DESCRIPTION = "description"
    SCORE = "score"
    EXTRA = "extra"
    REQUIREMENT = "requirement"
    SECTION = "section"
    CALCULATION = "calculation"
    MAXIMUM = "maximum"
    GIVEN = "given"


# The first pattern that matches a label decides, so the narrow ones come first.
_PATTERNS: tuple[tuple[Role, str], ...] = (
    (Role.EXTRA, r"^extra|judg\w* score desc"),
    (Role.ID, r"sub[ -]?criteri\w*\.? (id|code|no)\b|^id (подкритери|do|del|sub)|^(sub)?criteri\w* ?id$"),
    (Role.NAME, r"sub[ -]?crit[eé]ri\w*,? ?(name|nom|$)|подкритери|субкритери|sub[ -]?kriteri|sous-crit|teilkriteri"),
    (
        Role.MAXIMUM,
        r"max\w*\W{0,2}(mark|score|point|pts)|mark\W*max|макс\w*\W*(балл|оценк)|配分|满分|分值|最高分|标准分|分数|maximum"
        r"|(puntu\w+|puntos|nota|nilai|skor|pontos|pontua\w+|note|points|punt\w*) ?(m[aáà]x|maks)|(nilai|skor) maks"
        r"|max\w*\.? ?(punkt\w*|pont\w*|punt\w*|pnt|nilai)|h[oö]chst\w*punkt|配点|배점",
    ),
    (Role.CALCULATION, r"calculation|расч[её]т|计算"),
    (
        Role.EXTRA,
        r"методик|评分标准|评分细则|评分办法|评价标准|扣分标准|评分说明|评分依据|补充|additional|дополн|ad[ií]cional|keterangan"
        r"|kriteria penilaian|how to|method|zus[aä]tz|erl[aä]uter|bemerk|observa[cç]|r[eé]marque",
    ),
    (
        Role.SCORE,
        r"(jud\w*|jury|juri) ?(score|mark|note|pontu\w*|nilai)|судейск\w* (балл|оценк)|评价等级|等级|评分档"
        r"|^(level|stufe|nivel|n[ií]vel|niveau)",
    ),
    (
        Role.GIVEN,
        r"得分|实得|扣分|裁判|评委|考评员|平均"
        r"|оценка|выставлен|набран|факт\w* балл|awarded|given|actual|achieved|obtained"
        r"|^(score|marks?|nilai|nota|obtenid\w*|result\w*)$|your (mark|score)",
    ),
    (Role.REQUIREMENT, r"^requirement|требован|номинал|nominal|技术要求|requisito|persyaratan|exigence|anforderung"),
    (
        Role.SECTION,
        r"ws[os]s|section|секци|раздел|проф\w*\.? ?задач|标准章节|标准部分|职业标准|se[cç][aã]o|secci[oó]n|abschnitt",
    ),
    (
        Role.TYPE,
        r"(aspect|аспект\w*|aspecto|aspek) ?(type|тип|typ)|тип ?аспект|"
        r"(tipo|type|typ|jenis) ?(de|of|do|d')? ?(aspe[ck]\w*)?$|^тип$|类型|评分方式|m ?= ?meas|类别|и ?/ ?с",
    ),
    (Role.DAY, r"day|день|评分日|第几天|^dia\b|d[ií]a de|tag der|^hari|jour"),
    (
        Role.DESCRIPTION,
        r"aspect|^аспект|要点|评分点|考核点|评分项|评分要素|观测点|aspecto|aspek|описание|descri[pcç]|deskripsi|beschreib",
    ),
    (Role.ID, r"\bid\b|^код|^code|^№|^no\.?$|^n[.º°]|序号|编号|^шифр|номер|kode|^nr\.?$"),
    (Role.NAME, r"考核内容|考核项目|评分项目|评价项目|项目|模块|任务|内容|критери|criteri|crit[eé]r|kriteri|^name"),
)
_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in _PATTERNS)
_TOTAL = re.compile(
    r"^(competition|(grand )?total( ?marks?)?|sum|итого( баллов)?|всего|сумма|合计|总计|总分|小计|totale?s?"
    r"|gesamt|jumlah)\s*[:：]?$"
)
_CRITERION = re.compile(r"^(?:criterion|criteria|критерий|标准|criterio|crit[eé]rio|kriteri\w*)\s+([a-zа-я])$")
LONGEST_LABEL, LONGEST_MARK = 160, 30


def role_of(value: Value | None) -> Role | None:
    """The role a header cell names, None for anything else."""
    return _role_of(value) if isinstance(value, str) and len(value) <= LONGEST_LABEL else None


@lru_cache(maxsize=2048)
def _role_of(value: str) -> Role | None:
    label = squeeze(value)
    return next((role for role, pattern in _COMPILED if pattern.search(label)), None)


def is_total(value: Value | None) -> bool:
    """Whether a cell labels a sum."""
    return isinstance(value, str) and len(value) < LONGEST_MARK and _is_total(value)


@lru_cache(maxsize=2048)
def _is_total(value: str) -> bool:
    return _TOTAL.match(squeeze(value)) is not None


def criterion_label(value: Value | None) -> str | None:
    """The letter of a cell such as `Criterion B`, upper case."""
    return _criterion_label(value) if isinstance(value, str) and len(value) < LONGEST_MARK else None


@lru_cache(maxsize=2048)
def _criterion_label(value: str) -> str | None:
    match = _CRITERION.match(squeeze(value))
    return match[1].upper() if match else None
