"""Measurements, each as a ratio to what it is compared with. `python -m bench` runs them all."""
