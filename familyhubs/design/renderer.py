"""FORM_RENDERER: every Django form here is drawn as GOV.UK components.

Form and field templates come from `templates/design/`, and each bound field is
`familyhubs.design.fields.BoundField`. Widgets keep Django's own templates.
"""

from django.forms.renderers import TemplatesSetting

from familyhubs.design.fields import BoundField


class Renderer(TemplatesSetting):
    """Needs `django.forms` among the installed apps and `templates/` among the folders."""

    form_template_name = "design/form.html"
    field_template_name = "design/fields/input.html"
    bound_field_class = BoundField
