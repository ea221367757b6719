from .adoption import Adoption
from .practice import Practice
from .reference import Country, Topic

__all__ = ["Adoption", "Country", "Practice", "Topic"]
