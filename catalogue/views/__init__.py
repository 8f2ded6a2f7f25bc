"""Views: functions that load, decide and render."""
