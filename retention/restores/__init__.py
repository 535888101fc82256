"""After a restore: is this database a backup, who is back in it, and disposing of them again."""
