"""The people of the demonstration: one password for all, and addresses of a domain that is kept for examples."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from coalition.models import User
from municipalities.models import Role

PASSWORD = "ten good promises"
DOMAIN = "example.org"


@dataclass(frozen=True)
class Person:
    name: str
    address: str
    language: str
    does: str
    is_secretariat: bool = False
    is_administrator: bool = False

    @property
    def email(self):
        return f"{self.address}@{DOMAIN}"


OFFICE = [
    Person("Sam Lavoie", "sam", "en", "secretariat", is_secretariat=True),
    Person("Camille Roy", "camille", "fr", "secretariat", is_secretariat=True),
    Person("Robin Castillo", "robin", "en", "administrator", is_administrator=True),
    Person("Nora Diaz", "nora", "en", "no municipality yet: find one and apply"),
]


def people_of(town):
    return [
        Person(
            name=person["name"],
            address=person["address"],
            language=person.get("language", town["language"]),
            does=f"{Role[person['role'].upper()].label} of {town['name_en']}",
        )
        for person in town["people"]
    ]


def everybody(towns):
    return OFFICE + [person for town in towns for person in people_of(town)]


def create(people):
    """{address: User}. One hash for all: computing it is slow on purpose."""
    password = make_password(PASSWORD)
    users = {}
    for person in people:
        user = User.objects.create(
            email=person.email,
            name=person.name,
            language=person.language,
            password=password,
            is_secretariat=person.is_secretariat,
            is_staff=person.is_administrator,
            is_superuser=person.is_administrator,
        )
        user.emailaddress_set.create(email=person.email, verified=True, primary=True)
        users[person.address] = user
    return users


def table(people):
    """The logins as lines of text."""
    width = max(len(person.email) for person in people)
    names = max(len(person.name) for person in people)
    lines = [
        f"{person.email:{width}}  {person.name:{names}}  {person.language}  {person.does}"
        for person in people
    ]
    return "\n".join([f"Password of everybody: {PASSWORD}", *lines])
