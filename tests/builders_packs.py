"""Packs as files, for tests: a shipped one with a newer version, and one for a new technology."""

import re

from dueregard.lenses.bank import load, shipped


def shipped_text(pack_id: str) -> str:
    """The words of a pack that the software ships."""
    return shipped().joinpath("technologies", f"{pack_id}.toml").read_text(encoding="utf-8")


def newer(pack_id: str, *changes: tuple[str, str], version: str = "9.0.0") -> bytes:
    """A newer version of a shipped pack, with these words changed."""
    return changed(
        shipped_text(pack_id), (_version_of(pack_id), f'version = "{version}"'), *changes
    )


def changed(text: str, *changes: tuple[str, str]) -> bytes:
    """A text in which each of the old words stood, and the new ones stand now."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text.encode()


def rev_up(pack_id: str, entry: str, beside: str = "") -> tuple[str, str]:
    """The head of an entry of a shipped pack, and the same with its rev one higher."""
    found = re.search(rf'(id = "{re.escape(entry)}"\nrev = )(\d+)\n', shipped_text(pack_id))
    head, rev = found.groups()
    return f"{head}{rev}\n", f"{head}{int(rev) + 1}\n{beside}"


def title_of(pack_id: str, entry: str) -> str:
    """The title of a point of a shipped pack."""
    return next(each.title for each in load().packs[pack_id].points if each.id == entry)


def without(text: str, entry: str) -> str:
    """A pack's text without one entry."""
    cut = re.sub(rf'\[\[(?:point|fact)\]\]\n(?:id|key) = "{re.escape(entry)}"\n.*?(?=\n\[\[|\Z)',
                 "", text, flags=re.DOTALL)
    assert cut != text
    return cut


def robots(version: str = "1.0.0") -> bytes:
    """A pack for a technology that no shipped pack is about: robot dogs, made from drones."""
    text = shipped_text("drones")
    text = re.sub(r'^version = .*$', f'version = "{version}"', text, count=1, flags=re.MULTILINE)
    for old, new in (
        ('id = "drones"', 'id = "robot-dogs"'), ('name = "Drones"', 'name = "Robot dogs"'),
    ):
        assert old in text, old
        text = text.replace(old, new, 1)
    ids = set(re.findall(r'^id = "(\w+)\.\w+"', text, flags=re.MULTILINE))
    assert len(ids) == 1
    [prefix] = ids
    text = re.sub(rf'^id = "{prefix}\.', 'id = "dog.', text, flags=re.MULTILINE)
    keys = re.findall(r'^\[\[fact\]\]\nkey = "(\w+)"', text, flags=re.MULTILINE)
    for key in keys:
        text = re.sub(rf'(?<=["{{]){key}(?=["}}])', f"dog_{key}", text)
    return text.encode()


def _version_of(pack_id: str) -> str:
    return re.search(r"^version = .*$", shipped_text(pack_id), re.MULTILINE)[0]
