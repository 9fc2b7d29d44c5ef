"""Styles by role. Only colours that read well on light and on dark; nothing is said by colour alone."""

TITLE = "bold"
HEADING = "bold"
MARKER = "bold"
STEP = ""
QUIET = ""
CAUTION = "bold magenta"
LEVEL = {"emergency": "bold red", "urgent": "bold magenta", "routine": "bold", "self_care": "bold green"}
ALARM = {"call": "bold red", "hospital": "bold red", "today": "bold magenta", "helpline": "bold"}
COMMAND = "bold green"

BULLET = {True: "\u2022", False: "-"}
"""By whether the terminal's encoding has it."""

WIDEST = 100
"""Columns. Longer lines are hard to read."""
