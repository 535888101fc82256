"""What goals, requests and services are about: the outcomes of Supporting Families."""

from django.db import models


class Need(models.TextChoices):
    """The values are the programme's; the words are for somebody who looks for help."""

    EDUCATION = "education", "School and education"
    EARLY_YEARS = "early_years", "Pregnancy, babies and early years"
    HEALTH = "health", "Physical and mental health"
    SUBSTANCE_USE = "substance_use", "Alcohol and drugs"
    RELATIONSHIPS = "relationships", "Family relationships"
    ABUSE = "abuse", "Keeping children safe from abuse and exploitation"
    CRIME = "crime", "Crime and antisocial behaviour"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse"
    HOUSING = "housing", "Housing"
    FINANCES = "finances", "Money and work"
