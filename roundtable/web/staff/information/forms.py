from roundtable.web.design_system.fields import TextareaField, TextField
from roundtable.web.design_system.forms import Form


class TitleForm(Form):
    title = TextField(
        label="What is it called?", required_message="Enter what it is called", max_length=120
    )


class SectionForm(Form):
    heading = TextField(
        label="Heading",
        hint="To take the section out, leave all three empty.",
        required=False,
        max_length=120,
        called="The heading",
    )
    paragraphs = TextareaField(
        label="Paragraphs",
        hint="Leave an empty line between two paragraphs.",
        required=False,
        rows=8,
        max_length=5000,
    )
    points = TextareaField(
        label="Points of a list",
        hint="One on each line.",
        required=False,
        rows=8,
        max_length=5000,
    )


class ApproveForm(Form):
    what_changed = TextField(
        label="What has changed?",
        hint="It is kept with the version. For example: the new number of the helpline.",
        required_message="Enter what has changed",
        max_length=250,
    )
