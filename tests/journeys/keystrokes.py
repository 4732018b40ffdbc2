"""How long hands and eyes take over a page, estimated and not timed: the keystroke-level model.

Card, Moran and Newell, "The keystroke-level model for user performance time with interactive
systems", Communications of the ACM 23(7), 1980, 396-410. Its times are for somebody who knows the
task. It leaves reading out, so the words on the way are counted beside it, at 240 a minute
(Brysbaert, Journal of Memory and Language 109, 2019: 238). The machine's own time is not in it.
"""

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

KEY = 0.28  # K, one keystroke: an average typist who is no secretary
POINT = 1.1  # P, to a place on the screen
PRESS = 0.1  # B, a button down or up
HOME = 0.4  # H, the hand from the keys to the mouse or back
THINK = 1.35  # M, making up one's mind
A_WORD = 60 / 240  # reading

# Every word that can be seen, or is a choice of a list, from the start of the page's main part to
# the end of an element, a button without words inside too.
_WORDS = """end => {
  const main = document.querySelector('main');
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode, parent = node.parentElement;
    const after = end.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (after && !end.contains(node)) break;
    if (parent.closest('option') || parent.checkVisibility())
      found.push(...node.data.split(/\\s+/).filter(each => each));
  }
  return found.length;
}"""


@dataclass
class Person:
    """Somebody at a page: reads down to what they act on, and acts. `seconds` adds up."""

    page: Page
    seconds: float = 0.0
    words: int = 0
    keys: int = 0
    presses: int = 0
    _read: int = field(default=0, repr=False)

    def reads_to(self, end: Locator) -> None:
        """Everything from the top of the main part to the end of this, what was read but once."""
        here = end.evaluate(_WORDS)
        self._takes(max(0, here - self._read) * A_WORD)
        self.words += max(0, here - self._read)
        self._read = max(here, self._read)

    def presses_on(self, target: Locator) -> None:
        """Read as far as it, make up one's mind, point, press."""
        self.reads_to(target)
        self._goes_to(target)
        target.click()

    def goes_by(self, target: Locator) -> None:
        """The same, to another page."""
        with self.page.expect_navigation():
            self.presses_on(target)
        self._read = 0

    def types(self, target: Locator, text: str) -> None:
        """Into a field, and back to the mouse. A capital letter is two keys."""
        self.reads_to(target)
        self._goes_to(target)
        keys = len(text) + sum(each.isupper() for each in text)
        self._takes(2 * HOME + keys * KEY)
        self.keys += keys
        target.click()
        target.press_sequentially(text)

    def chooses(self, target: Locator, value: str) -> None:
        """From a list: open it, point at the choice, press."""
        self.reads_to(target)
        self._goes_to(target)
        self._takes(POINT + 2 * PRESS)
        self.presses += 1
        target.select_option(value)

    def _goes_to(self, target: Locator) -> None:
        box, height = target.bounding_box(), self.page.viewport_size["height"]
        # Not in the model: a screenful of scrolling is counted as pointing once more.
        screens = max(0.0, box["y"] + box["height"] - height, -box["y"]) / height
        self._takes(THINK + POINT + 2 * PRESS + POINT * screens)
        self.presses += 1
        target.scroll_into_view_if_needed()

    def _takes(self, seconds: float) -> None:
        self.seconds += seconds
