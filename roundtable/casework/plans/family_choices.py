"""The answers that family pages offer, in plain words."""

NEEDS = [
    ("interpreter", "An interpreter"),
    ("advocate", "An advocate: someone who helps me say what I think"),
    ("supporter", "I want to bring a friend or relative"),
    ("solicitor", "I want to bring my solicitor"),
    ("transport", "Help to get there"),
    ("access", "A room I can get into, or a hearing loop"),
    ("child_care", "Someone to look after a child"),
    ("separate_arrival", "I do not want to meet someone on the way in"),
    ("remote", "I want to join by video or phone"),
    ("other", "Something else"),
]
TIME_WANTED = [
    ("recess", "A break in the meeting, so that I can read"),
    ("delay", "The meeting starts later on the same day"),
    ("stand_down", "The meeting is on another day"),
]
