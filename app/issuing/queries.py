"""Which certificates are due from frozen placings and grants, what they say, and those that were issued."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.entrants.models import Entry, Member
from app.errors import NotFound
from app.events.models import Contest, Event
from app.grants.models import Grant, GrantRun
from app.grants.queries import grants
from app.issuing.models import Certificate
from app.results.models import Placing, Publication, PublicationState
from app.results.queries import placings, publications
from certificates.content import MEDALS, CertificateContent, Kind, Recipient
from certificates.text import Text as Phrase
from scoring.results import Group
from scoring.text import Text

CHECK_CODE = 16
HONORIFICS = {Group.STUDENT: "同学", Group.TEACHER: "老师"}


@dataclass(frozen=True)
class Due:
    """A certificate somebody has earned: for which person (`position` from 1) of which entry, and its words."""

    event: Event
    contest: Contest
    entry: Entry
    member: Member
    publication: Publication
    kind: Kind
    award: Phrase

    @property
    def file_name(self) -> str:
        """`ENTRY-KIND.pdf`, with the person's number behind it in teams (package-format, settle)."""
        number = f"-{self.member.position}" if len(self.entry.members) > 1 else ""
        return f"{self.entry.code}-{self.kind.value}{number}.pdf"

    def identity(self) -> tuple[str, ...]:
        """What the verification code covers: competition, entry, person and kind."""
        person = f"{self.member.position}:{self.member.person.name}"
        return (self.event.code, self.entry.code, person, self.kind.value)

    def content(self, number: str, code: str, url: str, *, sample: bool = False) -> CertificateContent:
        """The words on the paper."""
        team = tuple(member.person.name for member in self.entry.members)
        return CertificateContent(
            kind=self.kind,
            number=number,
            recipients=(
                Recipient(
                    name=self.member.person.name,
                    unit=self.member.unit or "",
                    honorific=HONORIFICS.get(self.member.group, "同志") if self.member.group else "",
                ),
            ),
            event=Phrase(self.event.name, self.event.name_en or ""),
            contest=Phrase(self.contest.name, self.contest.name_en or ""),
            issuers=tuple(Phrase(name) for name in self.event.organizers),
            issued_on=self.event.decided_on or self.event.results_on,
            award=self.award,
            teammates=team if len(team) > 1 else (),
            coaches=tuple(backer.name for backer in self.entry.backers if backer.kind == "coach"),
            verify_code=code[:CHECK_CODE],
            verify_url=url,
            sample=sample,
        )


def due_certificates(session: Session, event: Event, run: GrantRun | None) -> Iterator[Due]:
    """Every certificate the published results and granted titles of an event bring, in ceremony order."""
    frozen = publications(session, event.id)
    titles = _granted_titles(grants(session, run, kind="title", status="granted") if run else [])
    for contest in event.contests:
        publication = frozen.get(contest.id)
        if publication is None or publication.state is not PublicationState.PUBLISHED:
            continue
        for line in placings(session, publication):
            yield from _due_of(event, contest, publication, line, titles)


def _due_of(
    event: Event, contest: Contest, publication: Publication, line: Placing, titles: dict[tuple[str, int], str]
) -> Iterator[Due]:
    for index, member in enumerate(line.entry.members):
        if line.medal is not None:
            yield Due(event, contest, line.entry, member, publication, Kind.AWARD, MEDALS[line.medal.value])
        title = titles.get((line.entry.code, index))
        if title is not None:
            yield Due(event, contest, line.entry, member, publication, Kind.TITLE, Phrase(title))


def _granted_titles(granted: list[Grant]) -> dict[tuple[str, int], str]:
    return {(one.entry, person): one.document["title"] for one in granted for person in one.persons or [0]}


def certificates(session: Session, event: Event) -> list[Certificate]:
    """Everything issued for an event, by number."""
    return list(
        session.scalars(select(Certificate).where(Certificate.event_id == event.id).order_by(Certificate.number))
    )


def certificates_of_people(session: Session, people: frozenset[int]) -> list[Certificate]:
    """Everything issued to these people, the newest first."""
    query = select(Certificate).where(Certificate.person_id.in_(people)).order_by(Certificate.id.desc())
    return list(session.scalars(query))


def certificates_of_delegations(
    session: Session, event_id: int | None, delegations: frozenset[str]
) -> list[Certificate]:
    """Everything issued to members of these delegations, in one event where it is given."""
    query = (
        select(Certificate)
        .join(Member, (Member.entry_id == Certificate.entry_id) & (Member.person_id == Certificate.person_id))
        .where(Member.delegation.in_(delegations))
        .order_by(Certificate.id.desc())
    )
    return list(session.scalars(query if event_id is None else query.where(Certificate.event_id == event_id)))


def certificate_by_code(session: Session, code: str) -> Certificate | None:
    """The certificate of a whole code (from the QR) or of the 16 characters that are printed."""
    if len(code) == CHECK_CODE:
        return session.scalar(select(Certificate).where(Certificate.check_code == code))
    return session.scalar(select(Certificate).where(Certificate.code == code))


def certificate_in(session: Session, event: Event, certificate_id: int) -> Certificate:
    """A certificate of this event and no other; raises NotFound."""
    query = select(Certificate).where(Certificate.event_id == event.id, Certificate.id == certificate_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound(Text("本竞赛没有这张证书。", "This event has no such certificate."))
    return found
