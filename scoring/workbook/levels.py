"""Level rows of judgement aspects, and the plain lines that continue an aspect."""

from scoring.scheme import AspectType, Benchmark
from scoring.workbook.building import OpenAspect
from scoring.workbook.checks import unnumbered_levels
from scoring.workbook.draft import Cure, Edit
from scoring.workbook.labels import Role
from scoring.workbook.messages import cure_text
from scoring.workbook.values import decimal_text
from scoring.workbook.walking import Row, Walk


def is_level(row: Row) -> bool:
    """A number in the level column and a text, but no type; a number in the maximum's place is a mark given."""
    if row.score is None or row.kind is not None:
        return False
    return bool(row.extra) or bool(row.description and not row.maximum) or not (row.description or row.maximum)


def add_level(walk: Walk, row: Row) -> None:
    """Add a benchmark to the aspect above."""
    place = walk.place(row.number, Role.SCORE)
    text = row.extra or (row.description if row.kind is None else "")
    if row.score is None or walk.aspect is None:
        walk.builder.note("unread-row", place, raw=text[:80])
        return
    if row.maximum and row.kind is None:
        walk.inside.setdefault(walk.block.columns[Role.MAXIMUM], []).append(row.number)
    level = row.score.value
    if level not in (0, 1, 2, 3):
        walk.builder.note("level-out-of-range", place, raw=decimal_text(level))
        walk.aspect.lines.append((place, f"{decimal_text(level)}: {text}"))
    elif text or walk.aspect.type is AspectType.JUDGEMENT:
        walk.aspect.levels.append((place, Benchmark(int(level), text)))


def add_line(walk: Walk, row: Row, text: str, role: Role) -> None:
    """Add a line of text to the aspect above."""
    place = walk.place(row.number, role)
    if walk.aspect is None:
        walk.builder.note("unread-row", place, raw=text[:80])
    else:
        walk.aspect.lines.append((place, text))


def check_levels(walk: Walk) -> None:
    """Findings about the levels of every aspect of the walk."""
    for criterion in walk.builder.criteria.values():
        for sub in criterion.subs:
            for aspect in sub.aspects:
                _check(walk, aspect)


def _check(walk: Walk, aspect: OpenAspect) -> None:
    numbers = [level.level for _, level in aspect.levels]
    count = len(aspect.lines)
    if numbers and aspect.type not in (AspectType.JUDGEMENT, None):
        cure = Cure(cure_text("type", read="J"), (Edit(aspect.key, "type", "J"),))
        walk.builder.note("levels-on-measurement", aspect.levels[0][0], cure)
    elif numbers and numbers != [0, 1, 2, 3]:
        walk.builder.note("short-ladder", aspect.levels[0][0], read=", ".join(map(str, numbers)))
    elif unnumbered_levels(aspect) and aspect.type is not AspectType.MEASUREMENT:
        edits = (Edit(aspect.key, "levels", str(count)), Edit(aspect.key, "type", "J"))
        cure = Cure(cure_text("judgement", last=count - 1), edits)
        walk.builder.note("levels-without-numbers", aspect.lines[0][0], cure, count=count, last=count - 1)
    elif not numbers and aspect.type is AspectType.JUDGEMENT:
        walk.builder.note("judgement-without-levels", aspect.place)
