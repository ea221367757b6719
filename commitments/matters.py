"""What people are reminded of here is called (municipalities/reminding/matters.py)."""


def matter_of_declaration(municipality):
    return f"declaration:{municipality.pk}"


def matter_of_plan(municipality):
    return f"plan:{municipality.pk}"
