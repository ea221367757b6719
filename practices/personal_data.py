"""What this app knows about a person (coalition/personal_data.py)."""

from coalition.personal_data import own_data

from .models import Adoption, Practice


@own_data.register(order=35)
def practices(user):
    return {
        "practices_written": list(
            Practice.objects.filter(written_by=user).values(
                "municipality__slug", "title_en", "title_fr", "begun_at"
            )
        ),
        "practices_adopted": list(
            Adoption.objects.filter(adopted_by=user).values(
                "municipality__slug", "practice__slug", "adopted_at"
            )
        ),
    }
