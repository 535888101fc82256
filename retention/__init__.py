"""How long records are kept, what stops their disposal, and disposal itself (S38-S43)."""
