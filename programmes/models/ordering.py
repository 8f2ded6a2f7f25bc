from django.db import models

from .checked import CheckedModel


class OrderedRow(CheckedModel):
    """A row that staff put in order among its siblings.

    There is no unique (parent, order): it would forbid a plain swap of two rows.
    """

    order = models.PositiveIntegerField("ordre", default=0, editable=False, db_index=True)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]
