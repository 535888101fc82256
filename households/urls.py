from django.urls import include, path

from households.urls_people import of_people
from households.views import (
    attainment,
    contacts,
    goals,
    households,
    printing,
    record,
    reviews,
    search,
    steps,
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
    path("/<int:contact_id>/files/<int:attachment_id>", timeline.attachment, name="attachment"),
]
of_household = [
    path("", households.overview, name="overview"),
    path("change", households.change, name="change"),
    path("summary.pdf", printing.summary, name="print"),
    *of_people,
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
    path("goals/<int:goal_id>/scale", attainment.scale, name="goal-scale"),
    path("goals/<int:goal_id>/rate", attainment.rate, name="goal-rate"),
    path("goals/<int:goal_id>/steps/add", steps.add, name="step-add"),
    path("goals/<int:goal_id>/steps/<int:step_id>/change", steps.change, name="step-change"),
    path("goals/<int:goal_id>/steps/<int:step_id>/done", steps.done, name="step-done"),
    path("goals/<int:goal_id>/steps/<int:step_id>/drop", steps.drop, name="step-drop"),
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
