"""
The fields forms are made of: Django's, saying what to do in plain words and shown by a component.

`component` names the macro; `arguments` gives it plain values, with what was typed. A template
says `{{ ui.field(form.reason) }}` and no more.
"""

from roundtable.web.design_system.fields.choices import (
    CheckboxesField,
    RadiosField,
    SelectField,
    YesNoField,
)
from roundtable.web.design_system.fields.files import FileField
from roundtable.web.design_system.fields.moments import DateField, TimeField
from roundtable.web.design_system.fields.text import (
    EmailField,
    HiddenField,
    PasswordField,
    TextareaField,
    TextField,
    WholeNumberField,
)
from roundtable.web.design_system.presenters import Choice

__all__ = [
    "CheckboxesField",
    "Choice",
    "DateField",
    "EmailField",
    "FileField",
    "HiddenField",
    "PasswordField",
    "RadiosField",
    "SelectField",
    "TextField",
    "TextareaField",
    "TimeField",
    "WholeNumberField",
    "YesNoField",
]
