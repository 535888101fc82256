"""No tables. Django tells an app of a finished migration only where it has this module."""
