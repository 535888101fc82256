"""What the clock has done without anybody watching, and how often."""

from typing import Any

HOUR = 3600.0  # seconds
DAY = 24 * HOUR


def timetable(*, sweep_asked_every: float) -> dict[str, dict[str, Any]]:
    """Celery's beat schedule: the tasks of every floor, by name, with their seconds in between.

    Each is safe to run twice. Args: `sweep_asked_every`, seconds between two questions whether the
    nightly sweep is due.
    """
    return {
        "retention-sweep": {
            "task": "retention.tasks.sweep_if_due",  # asks a ledger: a missed night catches up
            "schedule": sweep_asked_every,
        },
        "access-log": {"task": "familyhubs.audit.tasks.seal_access_log", "schedule": 60.0},
        "duplicates": {"task": "households.tasks.look_for_duplicates", "schedule": 300.0},
        "late-requests": {"task": "referrals.tasks.escalate_requests", "schedule": HOUR},
        "walls": {"task": "households.tasks.compare_walls", "schedule": DAY},
        "merges": {"task": "households.tasks.forget_merge_undo", "schedule": DAY},
        "doomed-keys": {"task": "familyhubs.keys.tasks.destroy_doomed_keys", "schedule": HOUR},
        # A minute: what a lost database had disposed of since is known from its copies alone.
        "certificates": {"task": "retention.tasks.copy_certificates", "schedule": 60.0},
        "returned-keys": {"task": "retention.tasks.destroy_returned_keys", "schedule": HOUR},
        "certificates-whole": {"task": "retention.tasks.check_certificates", "schedule": DAY},
        "doomed-files": {"task": "familyhubs.files.tasks.remove_doomed_files", "schedule": HOUR},
        "stray-aliases": {"task": "retention.tasks.forget_strays", "schedule": HOUR},
        "run-out": {"task": "referrals.tasks.withdraw_run_out", "schedule": HOUR},
        "emails": {"task": "referrals.tasks.send_emails", "schedule": 30.0},
        "digests": {"task": "referrals.tasks.write_digests", "schedule": 600.0},  # once a morning
        "old-messages": {"task": "referrals.tasks.forget_messages", "schedule": DAY},
        "unmet-marks": {"task": "referrals.tasks.remove_unmet_marks", "schedule": DAY},
        "survey-links": {"task": "referrals.tasks.remove_survey_links", "schedule": DAY},
        "orphaned-files": {"task": "retention.tasks.sweep_orphaned_files", "schedule": DAY},
    }
