"""Says lines and asks questions, one below the other; nothing that was said is ever drawn over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from selfeval.core.problems import Message, SelfEvalError, msg
from selfeval.i18n import translator
from selfeval.streams import CHOICE, UNREADABLE
from selfeval.textgrid import fill, harmless

_NUMBER = msg("Number (Enter leaves it as it is):")
_EXPLAINED = msg("Type the number that stands before a line to choose it; Enter alone leaves everything as it is.")
_MARK = "\ufeff"
"""Stands before the first answer where Notepad wrote them all into a file, as UTF-8."""


class Wish(StrEnum):
    """What a person can ask for in the place of an answer: one sign alone on the line."""

    EXPLAIN = "?"
    BACK = "<"
    MENU = "."
    ABSENT = "!"
    OFFER = "="
    CLEAR = "-"
    UNDO = "~"
    DEDUCT = "#"


_FULL_WIDTH = dict(zip("？《＜。．！＝－～＃", "?<<..!=-~#", strict=True))
"""The same keys with a Chinese input method switched on."""


def wish_of(text: str) -> Wish | None:
    """The wish that a line stands for; None for an answer."""
    sign = _FULL_WIDTH.get(text, text)
    return Wish(sign) if sign in set(Wish) else None


class Talk:
    """One conversation: `read` gives the next line for a prompt, `EOFError` at the end; `write` prints a line."""

    def __init__(self, language: str, read: Callable[[str], str], write: Callable[[str], None], width: int) -> None:
        self.language = language
        self._translate = translator(language)
        self._read, self._write, self._width = read, write, width

    def words(self, message: Message) -> str:
        """The sentence in the person's language."""
        return message.render(self._translate)

    @property
    def words_of(self) -> Callable[[str], str]:
        """What turns an English template into the person's language."""
        return self._translate

    def say(self, message: Message | str, indent: str = "") -> None:
        """One sentence on lines of its own."""
        text = message if isinstance(message, str) else self.words(message)
        for line in fill(harmless(text), indent, self._width) or [""]:
            self._write(line)

    def fact(self, label: Message, text: str) -> None:
        """`Label: text`; nothing where there is no text."""
        if text.strip():
            self.say(self.words(msg("{label}: {text}", label=label, text=text)), "  ")

    def ask(self, prompt: Message) -> str:
        """One line, without outer blanks; `SelfEvalError` F418 if it was written in another encoding.

        Nothing is asked anew then: the lines that follow are answers to other questions.
        """
        line = self._read(harmless(self.words(prompt)) + " ")
        if UNREADABLE in line:
            raise SelfEvalError(
                msg("Answers in another encoding"),
                msg("This line is not in the encoding in which it is read; it was not taken: {line}", line=line),
                msg("Set {name} to the encoding of the answers, such as gbk.", name=CHOICE),
                "F418",
            )
        return line.strip().removeprefix(_MARK).strip()

    def text(self, prompt: Message, told: Message) -> str | Wish:
        """A line, or the wish that a lone sign stands for: `BACK`, `MENU` or `CLEAR`; any other gets `told`."""
        while True:
            text = self.ask(prompt)
            wish = wish_of(text)
            if wish is None or wish in {Wish.BACK, Wish.MENU, Wish.CLEAR}:
                return text if wish is None else wish
            self.say(told)

    def choose_or_text(self, question: Message, options: Sequence[Message | str], prompt: Message) -> str:
        """The number that was typed, or whatever else was; "" for Enter alone."""
        self._list(question, options)
        return self.ask(prompt)

    def _list(self, question: Message, options: Sequence[Message | str]) -> None:
        self.say(question)
        for number, option in enumerate(options, 1):
            text = option if isinstance(option, str) else self.words(option)
            self.say(f"{number}. {text}", "  ")

    def choose(
        self,
        question: Message,
        options: Sequence[Message | str],
        prompt: Message = _NUMBER,
        told: Sequence[Message] = (_EXPLAINED,),
        *,
        leaves: bool = True,
    ) -> int | None:
        """The place of the option whose number was typed; None for Enter alone, which leaves everything as it is.

        `?` says `told`. Where it `leaves`, `<` and `.` do as Enter alone does.
        """
        self._list(question, options)
        while True:
            answer = self.ask(prompt)
            wish = wish_of(answer)
            if not answer or (leaves and wish in {Wish.BACK, Wish.MENU}):
                return None
            if answer.isdecimal() and 1 <= int(answer) <= len(options):
                return int(answer) - 1
            if wish is Wish.EXPLAIN:
                for sentence in told:
                    self.say(sentence, "  ")
            else:
                self.say(msg("Type a number from 1 to {count}, or Enter alone.", count=len(options)))
