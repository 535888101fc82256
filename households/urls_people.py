"""Addresses of a household's people: who they are, where they live, what is kept of them."""

from django.urls import path

from households.views import (
    addresses,
    confirming,
    details,
    identifiers,
    people,
    protections,
    relationships,
    restricted,
    stays,
)

of_person = [
    path("people/<int:person_id>", people.person, name="person"),
    path("people/<int:person_id>/correct", people.correct, name="person-correct"),
    path("people/<int:person_id>/leave", people.leave, name="person-leave"),
    path("people/<int:person_id>/return", stays.return_home, name="person-return"),
    path("people/<int:person_id>/stays/<int:stay_id>", stays.correct, name="stay-correct"),
    path("people/<int:person_id>/confirm", confirming.confirm, name="person-confirm"),
    path("people/<int:person_id>/protect", protections.protect, name="person-protect"),
    path(
        "people/<int:person_id>/protections/<int:protection_id>/confirm",
        protections.confirm,
        name="protection-confirm",
    ),
    path(
        "people/<int:person_id>/protections/<int:protection_id>/end",
        protections.end,
        name="protection-end",
    ),
    path(
        "people/<int:person_id>/protections/<int:protection_id>/mistake",
        protections.mistake,
        name="protection-mistake",
    ),
    path(
        "people/<int:person_id>/numbers/<slug:number>", identifiers.record, name="identifier-record"
    ),
    path("people/<int:person_id>/details", details.person_details, name="details"),
    path("people/<int:person_id>/details/<slug:detail>", details.record, name="detail-record"),
    path(
        "people/<int:person_id>/details/<slug:detail>/relevance",
        details.relevance,
        name="detail-relevance",
    ),
    path(
        "people/<int:person_id>/details/<slug:detail>/remove", details.remove, name="detail-remove"
    ),
]
of_people = [
    path("people", people.people_list, name="people"),
    path("people/add", people.add, name="person-add"),
    path("people/also-lives-here", people.also_lives_here, name="person-also-lives-here"),
    path("people/confirm", confirming.confirm_all, name="people-confirm"),
    path("people/relate", relationships.relate, name="relate"),
    path(
        "relationships/<int:relationship_id>/responsibility",
        relationships.responsibility,
        name="relationship-responsibility",
    ),
    path(
        "relationships/<int:relationship_id>/mistake",
        relationships.mistake,
        name="relationship-mistake",
    ),
    path("numbers/<int:identifier_id>/show", identifiers.show, name="identifier-show"),
    path("numbers/<int:identifier_id>/remove", identifiers.remove, name="identifier-remove"),
    path("address", addresses.move, name="address"),
    path("address/<int:address_id>/correct", addresses.correct, name="address-correct"),
    path("address/<int:address_id>/hide", addresses.keep_hidden, name="address-hide"),
    path("address/<int:address_id>/show", addresses.show, name="address-show"),
    path("address/<int:address_id>/uprn", identifiers.record_uprn, name="uprn-record"),
    path("corrections/<int:correction_id>/noted", confirming.note, name="correction-noted"),
    path("who-may-open", restricted.who_may_open, name="who-may-open"),
    path("who-may-open/restrict", restricted.restrict, name="restrict"),
    path("who-may-open/lift", restricted.lift, name="restriction-lift"),
    path("who-may-open/name", restricted.name, name="restriction-name"),
    path("who-may-open/<int:grant_id>/end", restricted.unname, name="restriction-unname"),
    *of_person,
]
