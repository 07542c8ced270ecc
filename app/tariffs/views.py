"""Pages of tariffs: which there are, and what each of them says, clause by clause."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.access import Permission
from app.errors import NotFound
from app.tariffs.queries import all_tariffs
from app.tariffs.words import BENEFICIARIES, KINDS, LEVELS
from app.text import say
from app.web import language, requires
from scoring.tariff.language import Words
from scoring.text import Text

tariffs = Blueprint("tariffs", __name__, template_folder="templates")
tariffs.app_context_processor(lambda: {"kind_words": KINDS, "beneficiary_words": BENEFICIARIES, "level_words": LEVELS})


@tariffs.get("/tariffs")
@requires(Permission.TARIFF_VIEW)
def list_tariffs() -> ResponseReturnValue:
    """Every tariff with its versions."""
    return render_template("tariffs/list_tariffs.html", tariffs=all_tariffs())


@tariffs.get("/tariffs/<tariff>/<version>")
@requires(Permission.TARIFF_VIEW)
def view(tariff: str, version: str) -> ResponseReturnValue:
    """One version of a tariff: its rules with their clauses, and its settings with their defaults."""
    for found in all_tariffs().get(tariff, []):
        if found.version == version:
            return render_template("tariffs/view.html", tariff=found)
    raise NotFound(Text("没有这份奖励办法。", "There is no such tariff."))


@tariffs.app_template_filter("words")
def words(name: Words) -> str:
    """A name of a tariff file in the language of the page."""
    return say(Text(name.zh, name.en), language())
