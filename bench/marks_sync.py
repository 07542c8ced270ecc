"""How fast marks are taken: single marks against an empty view, and batches of 200 against a bare executemany."""

import os
import tempfile
import time
import uuid
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

from flask import Flask
from sqlalchemy import insert, select

from app import create_app
from app.access import Role
from app.accounts import operations as accounts
from app.config import Settings
from app.crypto import FieldCipher
from app.db import now, transaction
from app.exchange.operations import import_package
from app.marks.models import MarkSource, MarkVersion, ScoreSheet
from app.web import public
from tests.competition import MEASURED, small_package
from tests.databases import migrate_url
from tests.visitor import Visitor

SECONDS = float(os.environ.get("JIANGHENG_BENCH_SECONDS", "3"))
BATCH = 200
SHEETS = 3000


def rate(act: Callable[[], None]) -> float:
    """Calls a second over SECONDS."""
    act()
    start, calls = time.perf_counter(), 0
    while time.perf_counter() - start < SECONDS:
        act()
        calls += 1
    return calls / (time.perf_counter() - start)


def make(folder: Path) -> tuple[Flask, Visitor, list[str]]:
    """An application with the small competition, a recorder logged in, and the addresses of many sheets."""
    url = os.environ.get("JIANGHENG_BENCH_URL", f"sqlite:///{folder / 'bench.sqlite3'}")
    migrate_url(url)
    cipher = FieldCipher({"k": b"f" * 32}, b"i" * 32)
    settings = Settings(url, url, "http://localhost", folder, b"s" * 32, cipher, b"v" * 32)
    app = create_app(settings)
    app.test_client_class = Visitor
    app.add_url_rule("/empty", "empty", public(lambda: {"status": "ok"}), methods=["POST"])
    with app.extensions["sessions"]() as session, transaction(session):
        event = import_package(session, None, small_package(), cipher, sealed=False)
        contest = event.contests[0]
        role = accounts.NewRole(Role.RECORDER, event.id, contest.id)
        user = accounts.create_account(session, None, "bench", "bench", "correct horse battery", [role])
        token = accounts.log_in(session, user)
        first = session.scalars(select(ScoreSheet).where(ScoreSheet.sub == "A1")).first()
        assert first is not None
        same = {"contest_id": contest.id, "entry_id": first.entry_id, "scheme_id": first.scheme_id, "sub": "A1"}
        sheets = [ScoreSheet(**same, member=member) for member in range(1, SHEETS + 1)]
        session.add_all(sheets)
        session.flush()
        base = f"/events/{event.code}/contests/{contest.code}/sheets"
        places = [f"{base}/{sheet.number}/marks/sync" for sheet in sheets]
        user_id = user.id
    client = app.test_client()
    assert isinstance(client, Visitor)
    client.take_session(user_id, token)
    return app, client, places


def main() -> None:
    """Print the rates and their ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app, client, places = make(folder)
        headers, sheets = {"X-CSRFToken": client.token()}, cycle(places)

        def send(count: int) -> None:
            """So many versions of one mark, on a sheet that has none or few."""
            items: list[dict[str, str | bool | None]] = []
            last = None
            for turn in range(count):
                made = str(uuid.uuid4())
                items.append({"rev_id": made, "aspect": MEASURED, "value": str(turn % 3), "parent": last})
                last = made
            answer = client.post(next(sheets), json={"protocol": 1, "revisions": items}, headers=headers)
            assert {one["outcome"] for one in answer.get_json()["results"]} <= {"applied", "same"}

        empty = rate(lambda: client.post("/empty", json={}, headers=headers) and None)
        single = rate(lambda: send(1))
        batches = rate(lambda: send(BATCH)) * BATCH
        bare = rate(lambda: bare_insert(app)) * BATCH
        print(f"empty view {empty:.0f}/s, single marks {single:.0f}/s, ratio {single / empty:.2f}")
        print(
            f"bare executemany {bare:.0f} rows/s, batches of {BATCH} {batches:.0f} rows/s, ratio {batches / bare:.2f}"
        )


def bare_insert(app: Flask) -> None:
    """The rows of a batch and nothing else, in one durable transaction."""
    with app.extensions["sessions"]() as session, transaction(session):
        row = {"sheet_id": 2, "aspect_id": 1, "round": 1, "value": 0, "attempted": True, "source": MarkSource.JUDGE}
        rows = [row | {"revision": str(uuid.uuid4()), "received_at": now()} for _turn in range(BATCH)]
        session.execute(insert(MarkVersion), rows)


if __name__ == "__main__":
    main()
