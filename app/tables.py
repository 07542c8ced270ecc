"""Every table of the program, gathered in one import."""

from app.accounts import models as accounts
from app.audit import models as audit
from app.db import Base
from app.entrants import models as entrants
from app.events import models as events
from app.grants import models as grants
from app.issuing import models as issuing
from app.jobs import Job
from app.judges import models as judges
from app.marks import models as marks
from app.results import models as results
from app.schemes import models as schemes

__all__ = [
    "Job",
    "accounts",
    "audit",
    "entrants",
    "events",
    "grants",
    "issuing",
    "judges",
    "marks",
    "metadata",
    "results",
    "schemes",
]
metadata = Base.metadata
