"""An OpenDocument text that opens elsewhere: whole, harmless, the same each time."""

import io
import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from tests.documents.sample import document

from dueregard import documents
from dueregard.documents.document import Column, Document, Field, Fields, Note, Part, Points, Table


def opened(made):
    return zipfile.ZipFile(io.BytesIO(documents.write(made, ".odt")))


def said(made):
    root = ElementTree.fromstring(opened(made).read("content.xml"))
    return "".join(root.itertext())


def closed_up(text):
    return "".join(text.split())


def made_of(*blocks, **values):
    return Document(kind="k", title="A title", made_at="2026-11-02T10:00:00+00:00",
                    parts=(Part(key="p", title="A part", blocks=blocks),), **values)


def test_the_file_says_what_it_is_in_its_first_bytes():
    found = opened(document())

    first = found.infolist()[0]

    assert first.filename == "mimetype"
    assert first.compress_type == zipfile.ZIP_STORED
    assert found.read("mimetype") == b"application/vnd.oasis.opendocument.text"


def test_every_file_in_it_is_sound_and_listed():
    found = opened(document())
    listed = re.findall(r'full-path="([^"]+)"', found.read("META-INF/manifest.xml").decode())

    for name in ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"):
        ElementTree.fromstring(found.read(name))

    assert set(listed) == {"/", "content.xml", "styles.xml", "meta.xml"}


def test_every_style_that_the_text_uses_is_there():
    found = opened(document())
    content = found.read("content.xml").decode()
    used = set(re.findall(r'(?:text|table):style-name="([^"]+)"', content))
    made = set(re.findall(r'style:name="([^"]+)"', content + found.read("styles.xml").decode()))

    assert used - made == set()


def test_no_word_of_the_paper_is_lost():
    made = document()

    text = closed_up(said(made))

    for part in made.parts:
        assert closed_up(part.title) in text
        for block in part.blocks:
            for words in words_of(block):
                assert closed_up(words) in text


def words_of(block):
    if isinstance(block, Fields):
        return [each.value for each in block.fields if each.value]
    if isinstance(block, Points):
        return block.items
    if isinstance(block, Table):
        return [cell for row in block.rows for cell in row if isinstance(cell, str) and cell]
    return [block.text] if isinstance(block, Note) else []


def test_a_blank_says_not_known_and_a_warning_says_that_it_is_one():
    text = said(made_of(Fields(fields=(Field(label="Owner", value=" "),)),
                        Note(text="Nobody looked", tone="warning")))

    assert "Ownernot known" in text
    assert "Warning: Nobody looked" in text


@pytest.mark.parametrize("words", ["<text:p>", "a & b", "\x00\x0b", '"', "]]>", "😀"])
def test_words_that_are_not_xml_do_no_harm(words):
    column = (Column(label=words, key="k"),)
    made = made_of(Note(text=words), Points(items=(words,)),
                   Table(caption=words, columns=column, rows=((words,),)))

    text = said(made)

    assert text.count("A part") == 1
    assert (words in text) == (words != "\x00\x0b")


def test_an_annex_begins_a_new_page_and_nothing_else_changes():
    plain = made_of(Note(text="First"))
    annex = replace(plain, parts=(replace(plain.parts[0], annex=True),))

    before, after = (opened(each).read("content.xml").decode() for each in (plain, annex))

    assert 'text:style-name="Annex"' not in before
    assert 'text:style-name="Annex"' in after
    assert "annex" not in plain.canonical()
    assert documents.document.document_from_plain(annex.to_plain()) == annex


def test_the_same_paper_gives_the_same_file():
    assert documents.write(document(), ".odt") == documents.write(document(), ".odt")
