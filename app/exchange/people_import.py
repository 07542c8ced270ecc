"""People and judges of a package on their way into the database, each once in an event."""

from sqlalchemy.orm import Session

from app.crypto import FieldCipher
from app.entrants.models import Person
from app.events.models import Event
from app.exchange import package as packaged
from app.judges.models import Judge


class PeopleImport:
    """The people and judges of one event, each once."""

    def __init__(self, session: Session, event: Event, cipher: FieldCipher) -> None:
        self._session, self._event, self._cipher = session, event, cipher
        self._by_index: dict[str, Person] = {}
        self._judges: dict[str, Judge] = {}

    def person(self, one: packaged.Person) -> Person:
        """The person with this ID number, or a new one where the number is unknown."""
        index = one.id_number and self._cipher.index("id_number", one.id_number)
        if index and index in self._by_index:
            return self._by_index[index]
        person = Person(
            event_id=self._event.id,
            name=one.name,
            id_number=self.sealed(one.id_number),
            id_number_index=index,
            gender=one.gender,
            birth_date=one.birth_date,
        )
        if index:
            self._by_index[index] = person
        return person

    def judge(self, code: str, one: packaged.Judge | None) -> Judge:
        """The judge of this code."""
        if code not in self._judges:
            self._judges[code] = Judge(
                event_id=self._event.id,
                code=code,
                name=one.name if one else code,
                id_number=self.sealed(one.id_number if one else None),
                unit=one.unit if one else None,
                delegation=one.delegation if one else None,
            )
            self._session.add(self._judges[code])
        return self._judges[code]

    def sealed(self, number: str | None) -> str | None:
        """The ID number encrypted for this event."""
        return self._cipher.encrypt(number, f"id_number:event:{self._event.id}") if number else None
