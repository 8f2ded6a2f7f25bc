"""The forms of the public pages, drawn by crispy-forms with the templates of `templates/forms`."""
