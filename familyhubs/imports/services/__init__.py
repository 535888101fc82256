"""A directory from elsewhere, taken into ours: Open Referral UK (HSDS 3), docs/services.md."""
