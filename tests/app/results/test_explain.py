"""Why an entry has its total and its rank: the page, the data, the text, and what the masked may not learn."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from app.access import Role
from app.entrants.models import Entry
from app.errors import NotFound
from app.events.models import Event
from app.results.explaining import explained_entry
from app.results.models import ExternalResult
from scoring.rules import Medal
from scoring.trace import as_text
from tests.conftest import LogIn

PLACE = "/events/small-2026/contests/17/results"


@pytest.fixture
def marked(make_event: Callable[..., Event]) -> Event:
    return make_event(marks=True)


def test_the_tree_leads_from_the_total_to_what_each_judge_gave(session: Session, marked: Event) -> None:
    explained = explained_entry(session, marked.contests[0], "02")
    assert explained.total is not None
    text = as_text(explained.total, "en")
    assert "Total of 02" in text
    assert all(given in text for given in ("J1 round 1: 2", "J2: 4", "value: 1"))
    assert explained.rank.value == "2"


def test_an_entry_of_another_contest_is_not_explained_here(session: Session, marked: Event) -> None:
    with pytest.raises(NotFound):
        explained_entry(session, marked.contests[0], "11")


def test_the_masked_ask_and_read_by_station(session: Session, marked: Event) -> None:
    contest = marked.contests[0]
    explained = explained_entry(session, contest, "S02", masked=True)
    assert explained.entry.code == "02"
    for language in ("zh", "en"):
        text = "\n".join(as_text(reason, language) for reason in explained.reasons)
        assert "S02" in text
        assert "02 总分" not in text.replace("S02", "")
        assert "Rank of 02" not in text
    with pytest.raises(NotFound):
        explained_entry(session, contest, "02", masked=True)


def test_a_result_decided_elsewhere_names_its_document(session: Session, event: Event) -> None:
    contest = event.contests[0]
    first = session.query(Entry).filter_by(contest_id=contest.id, code="01").one()
    session.add(ExternalResult(entry_id=first.id, rank=1, medal=Medal.GOLD, scale=None, document="公报 1 号"))
    session.flush()
    explained = explained_entry(session, contest, "01")
    assert explained.total is None
    assert (explained.rank.value, [child.value for child in explained.rank.children]) == ("1", ["gold", "公报 1 号"])
    assert explained_entry(session, contest, "02").rank.value == "-"
    session.rollback()


def test_the_standings_lead_to_the_reasons_and_these_to_data_and_text(log_in: LogIn, marked: Event) -> None:
    organizer = log_in(Role.ORGANIZER, marked)
    assert f'href="{PLACE}/01/why"' in organizer.get(f"{PLACE}/preview").text
    page = organizer.get(f"{PLACE}/01/why")
    assert page.status_code == 200
    assert "选手01" in page.text
    assert page.text.count("<details") > 5
    document = organizer.get(f"{PLACE}/01/why?format=json").get_json()
    assert (document["entry"], document["total"]["value"], document["rank"]["value"]) == ("01", "100.00", "1")
    assert document["total"]["rule"] == "package-format, How the numbers are made 2"
    text = organizer.get(f"{PLACE}/01/why?format=text")
    assert text.mimetype == "text/plain"
    assert text.text.startswith("01 总分")


def test_the_page_speaks_english_too(log_in: LogIn, marked: Event) -> None:
    organizer = log_in(Role.ORGANIZER, marked)
    organizer.send("/language", {"language": "en", "next": "/"})
    assert "Total of 01" in organizer.get(f"{PLACE}/01/why").text
    assert organizer.get(f"{PLACE}/01/why?format=text").text.startswith("Total of 01")


def test_a_head_judge_of_a_masked_contest_sees_stations_only(log_in: LogIn, marked: Event) -> None:
    head = log_in(Role.HEAD_JUDGE, marked)
    assert f"{PLACE}/S01/why" in head.get(f"{PLACE}/preview").text
    page = head.get(f"{PLACE}/S01/why")
    assert page.status_code == 200
    assert "选手01" not in page.text
    assert head.get(f"{PLACE}/01/why").status_code == 404
