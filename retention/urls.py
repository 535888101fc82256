from django.urls import path

from retention.views import (
    certificates,
    due,
    due_lines,
    holds,
    households,
    paper,
    paper_destruction,
    paper_loans,
    paper_register,
    partner_records as partners,
    schedule,
    schedule_requests,
)

LINE = "households/<str:reference>/retention/due/<int:line_id>"

app_name = "retention"
urlpatterns = [
    path("how-long-we-keep-it", schedule.public_schedule, name="public-schedule"),
    path("how-long-we-keep-it/<str:version>", schedule.version, name="schedule-version"),
    path("how-long-we-keep-it/<str:version>/paper", schedule.paper, name="schedule-paper"),
    path("schedule-requests", schedule_requests.register, name="schedule-requests"),
    path("schedule-requests/new", schedule_requests.record, name="schedule-request-record"),
    path(
        "schedule-requests/<int:request_id>/mistake",
        schedule_requests.mistake,
        name="schedule-request-mistake",
    ),
    path("retention/due", due.due_list, name="due-list"),
    path("retention/due/file", due.due_file, name="due-file"),
    path("retention/due/hold", due.hold_lines, name="due-hold"),
    path(f"{LINE}", due_lines.due_line, name="due-line"),
    path(f"{LINE}/put-forward", due_lines.put_forward, name="due-line-put-forward"),
    path(f"{LINE}/approve", due_lines.approve, name="due-line-approve"),
    path(f"{LINE}/refuse", due_lines.refuse, name="due-line-refuse"),
    path("retention/holds", holds.hold_list, name="holds"),
    path("retention/holds/place", holds.place, name="class-hold-place"),
    path("retention/holds/<int:pk>/lift", holds.lift, name="class-hold-lift"),
    path("retention/holds/<int:pk>/review", holds.review, name="class-hold-review"),
    path("retention/certificates", certificates.certificate_list, name="certificates"),
    path(
        "retention/certificates/<int:certificate_number>",
        certificates.certificate,
        name="certificate",
    ),
    path(
        "retention/certificates/<int:certificate_number>/paper",
        certificates.paper,
        name="certificate-paper",
    ),
    path("households/<str:reference>/retention", households.household, name="household"),
    path("households/<str:reference>/retention/hold", households.place_hold, name="hold-place"),
    path(
        "households/<str:reference>/retention/holds/<int:pk>/lift",
        households.lift_hold,
        name="hold-lift",
    ),
    path(
        "households/<str:reference>/retention/holds/<int:pk>/review",
        households.review_hold,
        name="hold-review",
    ),
    path("households/<str:reference>/partner-records", partners.listed, name="partner-records"),
    path(
        "households/<str:reference>/partner-records/new", partners.record, name="partner-record-new"
    ),
    path("households/<str:reference>/partner-records/sheet", partners.sheet, name="partner-sheet"),
    path(
        "households/<str:reference>/partner-records/<int:pointer_id>/change",
        partners.change,
        name="partner-record-change",
    ),
    path(
        "households/<str:reference>/partner-records/<int:pointer_id>/mistake",
        partners.mistake,
        name="partner-record-mistake",
    ),
]

# Under the household, as its other pages are.
PAPER = "households/<str:reference>/paper"
FILE = f"{PAPER}/<int:file_id>"
urlpatterns += [
    path("paper-files", paper_register.files, name="paper-files"),
    path(PAPER, paper.file_list, name="paper"),
    path(f"{PAPER}/add", paper.register, name="paper-register"),
    path(FILE, paper.file, name="paper-file"),
    path(f"{FILE}/label", paper_loans.label, name="paper-label"),
    path(f"{FILE}/move", paper.move, name="paper-move"),
    path(f"{FILE}/correct", paper.correct, name="paper-correct"),
    path(f"{FILE}/mistake", paper.mistake, name="paper-mistake"),
    path(f"{FILE}/lost", paper.lost, name="paper-lost"),
    path(f"{FILE}/found", paper.found, name="paper-found"),
    path(f"{FILE}/check-out", paper_loans.check_out, name="paper-check-out"),
    path(f"{FILE}/put-off", paper_loans.put_off, name="paper-put-off"),
    path(f"{FILE}/check-in", paper_loans.check_in, name="paper-check-in"),
    path(f"{FILE}/destroyed", paper_destruction.destroy, name="paper-destroy"),
    path(f"{FILE}/written-off", paper_destruction.write_off, name="paper-write-off"),
    path(f"{PAPER}/<int:pk>/certificate", paper_destruction.certificate, name="paper-certificate"),
    path(f"{PAPER}/<int:pk>/scan", paper_destruction.scan, name="paper-scan"),
]
