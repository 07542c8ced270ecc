"""Conditions on people and backers: facts, titles and levels held, sex, age, grade of a base, chief coach."""

from collections.abc import Sequence
from datetime import date

from scoring.tariff.contest_keys import Key, day_of
from scoring.tariff.grants import Reason
from scoring.tariff.language import UNDECIDED, Age, Test
from scoring.tariff.model import Person
from scoring.tariff.scope import Case
from scoring.tariff.verdict import FALSE, TRUE, Verdict, both, either


def fact(test: Test, case: Case) -> Verdict:
    """A fact is yes; of a team, by the setting `members` names: of all, of any, or each for the own share."""
    subjects = case.subjects()
    noted = _as_of(test, case)
    if not subjects:
        return both([noted, _fact(test, case, None)])
    answers = [_fact(test, case, person) for _, person in subjects]
    if len(answers) == 1:
        return both([*answers, noted])
    return both([_of_team(test, case, [position for position, _ in subjects], answers), noted])


def _as_of(test: Test, case: Case) -> Verdict:
    """The setting that says as of which day evidence counts is recorded; undecided, the fact cannot be judged."""
    if test.as_of is None:
        return TRUE
    value = str(case.setting(test.as_of))
    if value == UNDECIDED:
        return Verdict(None, missing=(test.as_of,), settings=((test.as_of, value),))
    return Verdict(True, settings=((test.as_of, value),))


def _fact(test: Test, case: Case, person: Person | None) -> Verdict:
    name = test.fact or ""
    held, _ = case.fact(name, person)
    if held.value is None:
        return _unknown(test, name)
    return Verdict(held.value, (Reason(name, "yes" if held.value else "no", held.source, "yes"),))


def _unknown(test: Test, name: str) -> Verdict:
    """What is unknown stays unknown, unless the rule says what is presumed."""
    if test.presumed is None:
        return Verdict(None, missing=(name,))
    return Verdict(test.presumed == "yes", (Reason(name, test.presumed, "presumed", "yes"),))


def _of_team(test: Test, case: Case, positions: Sequence[int], answers: Sequence[Verdict]) -> Verdict:
    mode = "all" if test.members is None else str(case.setting(test.members))
    if test.members is None:
        return both(answers)
    noted = ((test.members, mode),)
    if mode == UNDECIDED:
        return Verdict(None, missing=(test.members,), settings=noted)
    if mode == "each_share":
        return _each_share(positions, answers, noted)
    answer = both(answers) if mode == "all" else either(answers)
    return answer._replace(settings=answer.settings + noted)


def _each_share(positions: Sequence[int], answers: Sequence[Verdict], noted: tuple[tuple[str, str], ...]) -> Verdict:
    because = tuple(reason for answer in answers for reason in answer.because)
    missing = tuple(dict.fromkeys(name for answer in answers for name in answer.missing))
    members = tuple(position for position, answer in zip(positions, answers, strict=True) if answer.value)
    if missing:
        return Verdict(None, because, missing, noted)
    return Verdict(bool(members), because, (), noted, members if members else None)


def stated(test: Test, case: Case) -> Verdict:
    """Something is said of a fact, be it that it is unknown."""
    name = test.stated or ""
    people: list[Person | None] = [person for _, person in case.subjects()]
    said = any(case.fact(name, person)[1] for person in people or [None])
    return TRUE if said else Verdict(False, (Reason(name, "not stated", "unknown", "stated"),))


def holds(test: Test, case: Case) -> Verdict:
    """The person, or every member, holds a title."""
    return both(_holds(test, person) for _, person in case.subjects())


def _holds(test: Test, person: Person) -> Verdict:
    if person.titles_held is None:
        return _unknown(test, "titles_held")
    shown = ";".join(person.titles_held) or "none"
    held = any(title in person.titles_held for title in test.holds)
    return Verdict(held, (Reason("titles_held", shown, person.source, "/".join(test.holds)),))


def level_held(test: Test, case: Case) -> Verdict:
    """The person's level is one of those named (5 4 3 2 1, apprentice, special, chief, `-` for none)."""
    return both(_level(test, person) for _, person in case.subjects())


def _level(test: Test, person: Person) -> Verdict:
    if person.level_held is None:
        return _unknown(test, "level_held")
    reason = Reason("level_held", person.level_held, person.source, "/".join(test.level_held))
    return Verdict(person.level_held in test.level_held, (reason,))


def gender(test: Test, case: Case) -> Verdict:
    """The person, or every member, is a woman (or man)."""
    return both(_gender(test.gender or "", person) for _, person in case.subjects())


def _gender(wanted: str, person: Person) -> Verdict:
    if person.gender is None:
        return Verdict(None, missing=("gender",))
    return Verdict(person.gender == wanted, (Reason("gender", person.gender, person.source, wanted),))


def age(test: Test, case: Case) -> Verdict:
    """The person, or every member, is younger than so many years on a day (DOMAIN 1.2.16)."""
    if test.age is None:
        return FALSE
    wanted = test.age
    return both(_age(wanted, case, person) for _, person in case.subjects())


def _age(wanted: Age, case: Case, person: Person) -> Verdict:
    day = day_of(wanted.on, case.scope.competition)
    if person.birth_date is None or not isinstance(day, date):
        return Verdict(None, missing=("birth_date" if person.birth_date is None else "decided_on",))
    years = age_on(person.birth_date, day)
    included, noted = wanted.included == "yes", ()
    if years == wanted.under and wanted.included_by is not None:
        word = str(case.setting(wanted.included_by))
        if word == UNDECIDED:
            return Verdict(None, missing=(wanted.included_by,), settings=((wanted.included_by, word),))
        return _aged(word == "inclusive", years, wanted, person, ((wanted.included_by, word),))
    return _aged(years < wanted.under or (included and years == wanted.under), years, wanted, person, noted)


def _aged(fits: bool, years: int, wanted: Age, person: Person, noted: tuple[tuple[str, str], ...]) -> Verdict:
    return Verdict(fits, (Reason("age", str(years), person.source, f"under {wanted.under}"),), (), noted)


def age_on(born: date, day: date) -> int:
    """Full years on a day; who was born on 29 February ages on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def grade(test: Test, case: Case) -> Verdict:
    """The base is of one of these grades."""
    held = case.backer.grade if case.backer else None
    if held is None:
        return _unknown(test, "grade")
    source = case.backer.source if case.backer else ""
    return Verdict(held in test.grade, (Reason("grade", held, source, "/".join(test.grade)),))


def chief(test: Test, case: Case) -> Verdict:
    """The coach is the chief coach; the only coach of an entry is."""
    coaches = [backer for backer in case.backers if backer.kind == "coach"]
    held = case.backer.chief if case.backer else None
    if held is None:
        if len(coaches) != 1:
            return Verdict(None, missing=("chief",))
        held = True
    word = "yes" if held else "no"
    return Verdict(word == test.chief, (Reason("chief", word, case.backer.source if case.backer else "", "yes"),))


def granted(test: Test, case: Case) -> Verdict:
    """Another rule granted this entry or person something; pending there is unknown here."""
    other = test.granted or ""
    status = case.statuses.get((other, case.person)) or case.statuses.get((other, None))
    if status is None:
        return Verdict(False, (Reason(other, "nothing", "grants", "granted"),))
    value = {"granted": True, "refused": False}.get(status[0])
    return Verdict(value, (Reason(other, status[0], "grants", "granted"),), status[1] if value is None else ())


PERSON_KEYS: dict[str, Key] = {
    "stated": stated,
    "fact": fact,
    "holds": holds,
    "level_held": level_held,
    "gender": gender,
    "age": age,
    "grade": grade,
    "chief": chief,
    "granted": granted,
}
