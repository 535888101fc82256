from django.urls import include, path

from households.views import (
    contacts,
    goals,
    households,
    people,
    printing,
    record,
    reviews,
    search,
    support,
    team,
    timeline,
)

app_name = "households"
of_timeline = [
    path("", timeline.timeline, name="timeline"),
    path("/add", contacts.add, name="contact-add"),
    path("/<int:contact_id>", timeline.entry, name="contact"),
    path("/<int:contact_id>/change", contacts.change, name="contact-change"),
    path("/<int:contact_id>/attended", contacts.attended, name="contact-attended"),
    path("/<int:contact_id>/told", contacts.told, name="contact-told"),
    path("/<int:contact_id>/mistake", contacts.mistake, name="contact-mistake"),
    path("/<int:contact_id>/restore", contacts.restore, name="contact-restore"),
    path("/<int:contact_id>/move", contacts.move, name="contact-move"),
    path("/<int:contact_id>/before", timeline.versions, name="contact-versions"),
    path("/<int:contact_id>/files", contacts.add_files, name="attachment-add"),
    path(
        "/<int:contact_id>/files/<int:attachment_id>", timeline.attachment, name="attachment"
    ),
]
of_household = [
    path("", households.overview, name="overview"),
    path("change", households.change, name="change"),
    path("summary.pdf", printing.summary, name="print"),
    path("people", people.people_list, name="people"),
    path("people/add", people.add, name="person-add"),
    path("people/also-lives-here", people.also_lives_here, name="person-also-lives-here"),
    path("people/relate", people.relate, name="relate"),
    path("people/<int:person_id>/correct", people.correct, name="person-correct"),
    path("people/<int:person_id>/protect", people.protect, name="person-protect"),
    path("people/<int:person_id>/leave", people.leave, name="person-leave"),
    path("address", people.move, name="address"),
    path("support/open", support.open_support, name="support-open"),
    path("support/close", support.close_support, name="support-close"),
    path("lead/offer", support.offer_lead, name="lead-offer"),
    path("lead/end", support.end_lead, name="lead-end"),
    path("lead/<int:assignment_id>/answer", support.answer_lead, name="lead-answer"),
    path("lead/<int:assignment_id>/withdraw", support.withdraw_offer, name="lead-withdraw"),
    path("goals", goals.goal_list, name="goals"),
    path("goals/add", goals.set_goal, name="goal-add"),
    path("goals/<int:goal_id>", goals.goal, name="goal"),
    path("goals/<int:goal_id>/score", goals.score, name="goal-score"),
    path("goals/<int:goal_id>/change", goals.change, name="goal-change"),
    path("goals/<int:goal_id>/close", goals.close, name="goal-close"),
    path("timeline", include(of_timeline)),
    path("history", record.history, name="history"),
    path("who-looked", record.who_looked, name="who-looked"),
]
of_household += [
    path("team", team.team_page, name="team"),
    path("team/add", team.add, name="team-add"),
    path("team/add-by-name", team.add_by_name, name="team-add-by-name"),
    path("team/<int:member_id>/change", team.change, name="team-change"),
    path("team/<int:member_id>/end", team.end, name="team-end"),
    path("team/reviews/plan", reviews.plan, name="review-plan"),
    path("team/reviews/held", reviews.hold, name="review-held"),
]
urlpatterns = [
    path("", households.household_list, name="list"),
    path("new", households.take_on, name="take-on"),
    path("without-lead", households.without_lead, name="without-lead"),
    path("search", search.search, name="search"),
    path("<str:reference>/", include(of_household)),
]
