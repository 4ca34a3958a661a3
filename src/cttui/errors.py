"""Everything that can go wrong, as a tree: one class per failure, one sentence each.

CttuiError
├── DateError           a text is not an EDTF date
├── QueryError          the filter bar's text is not a query
├── TimelineError       a timeline file has problems
│   └── MappingError    a mapping of a dataset's columns has problems
├── TimelineEditError   a change to a timeline file cannot be made
│   ├── ConflictError   the record was changed in the file meanwhile
│   └── StaleError      the file was saved elsewhere in the same moment
├── StoreError          a store cannot be read
├── DatasetError        a file cannot be read as a dataset, or something makes no sense for one
├── ImportingError      the store of a dataset cannot be written
├── ServerError         a server that holds a table of events does not answer as it should
├── StoppedError        nobody waits for an answer any more
├── NotebookError       the reader's marks and notes cannot be read or written
├── SettingsError       the settings file is not valid
├── LinkError           a text is not a link to a view
└── UnknownEventError   no event has the requested id
"""

from __future__ import annotations

from cttui.lazy import dataclass

READ_ONLY = "cttui is read-only here; nothing can be changed or saved"
"""What is said of everything that would write where nothing may, as a phrase."""

DATASET = "a dataset cannot be changed; 'cttui new PATH' starts a timeline of your own"
"""What is said of everything that would change a dataset, as a phrase."""


class CttuiError(Exception):
    """Anything that cttui reports in a sentence instead of a traceback."""


class DateError(CttuiError, ValueError):
    """A text is not an EDTF date, or uses parts of EDTF that cttui does not read."""


class QueryError(CttuiError, ValueError):
    """The filter bar's text is not a query.

    Attributes:
        message: What is wrong, in a sentence without a full stop.
        start: Offset of the faulty word in the text, in characters.
        stop: Offset just after it.
        suggestion: The text that would be right in its place; empty for none.
        text: The whole text, if known to whoever reports the error; otherwise empty.
    """

    def __init__(self, message: str, start: int, stop: int, suggestion: str = "") -> None:
        # whatever it is made of, so that it can be pickled
        super().__init__(message, start, stop, suggestion)
        self.message = message
        self.start = start
        self.stop = stop
        self.suggestion = suggestion
        self.text = ""

    def __str__(self) -> str:
        """The sentence."""
        return self.sentence()

    def sentence(self) -> str:
        """The message with the suggestion, for a line of its own."""
        return f"{self.message}; did you mean {self.suggestion}?" if self.suggestion else self.message


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a timeline file: where it is, what was found, what would be right."""

    line: int
    """Line in the file, from 1; 0 for the file as a whole."""
    where: str
    """The record: ``event 2024-03-26-besham``, ``source 12 (no id)``, ``[timeline]``."""
    key: str
    """The key, with the place in a list: ``claims[3].quote``; empty for the whole record."""
    found: str
    """What was found, shortened; empty if something is missing."""
    remedy: str
    """What would be right, as a sentence without a full stop."""
    rule: str = ""
    """The name of the rule that it breaks; empty for a file that cannot be read at all."""

    def sentence(self) -> str:
        """Everything except the file name and line, as one sentence."""
        place = " ".join(part for part in (self.where, self.key) if part)
        found = f": found {self.found}" if self.found else ""
        return f"{place}{found}: {self.remedy}" if place else f"{self.remedy}{found}"


class TimelineError(CttuiError):
    """A timeline file has problems; all of them are in ``problems``."""

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(path, problems)
        self.path = path
        self.problems = problems

    def __str__(self) -> str:
        """The first problem, and where to see the others."""
        count = len(self.problems)
        more = f"; {count:,} problems in all, see 'cttui check {self.path}'" if count > 1 else ""
        return f"{self.lines()[0]}{more}"

    def lines(self) -> list[str]:
        """One line per problem, ``path:line: sentence``, as compilers print them."""
        return [
            f"{self.path}:{problem.line}: {problem.sentence()}" if problem.line else f"{self.path}: {problem.sentence()}"
            for problem in self.problems
        ]


class MappingError(TimelineError):
    """A mapping of a dataset's columns has problems; all of them are in ``problems``."""

    def __str__(self) -> str:
        """The problems, one a line."""
        return "\n".join(self.lines())


class TimelineEditError(CttuiError):
    """A change to a timeline file cannot be made; the file is as it was."""


class ConflictError(TimelineEditError):
    """Somebody else changed the record meanwhile; the file is as they left it.

    Attributes:
        mine: The record as the change would have left it.
        theirs: The record as it stands in the file; empty if it is gone.
    """

    def __init__(self, message: str, mine: str, theirs: str) -> None:
        super().__init__(message)
        self.mine = mine
        self.theirs = theirs


class StaleError(TimelineEditError):
    """The file was saved elsewhere between the plan of a change and its writing; it is as it was left there."""


class StoreError(CttuiError):
    """A store cannot be read; one in the cache can be deleted without a loss."""


class DatasetError(CttuiError):
    """A file cannot be read as a dataset, or what is asked for makes no sense for a dataset."""


class ImportingError(CttuiError):
    """The store of a dataset cannot be written; none is left behind."""


class ServerError(CttuiError):
    """A server that holds a table of events cannot be asked, refuses, or did not answer to the end.

    Attributes:
        lost: Whether it was another node of its cluster that could not be asked, or went away.
    """

    def __init__(self, message: str, *, lost: bool = False) -> None:
        super().__init__(message)
        self.lost = lost


class StoppedError(CttuiError):
    """An answer was stopped, because nobody waits for it any more."""


class NotebookError(CttuiError):
    """The reader's marks and notes cannot be read or written; the file is unchanged."""


class SettingsError(CttuiError):
    """The settings file cannot be read, or is not valid.

    Attributes:
        path: The file.
        line: The line, from 1; 0 if unknown.
    """

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(path, line, message)
        self.path = path
        self.line = line
        self.message = message

    def __str__(self) -> str:
        """The message, after its place."""
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


class LinkError(CttuiError, ValueError):
    """A text is not a link to a view of a timeline."""


class UnknownEventError(CttuiError):
    """No event in the timeline has the requested id."""
