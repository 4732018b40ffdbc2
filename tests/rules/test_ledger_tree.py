"""The tree of RFC 9162: its published vectors, a naive reference, and every bit that is changed."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.ledger import tree

# The eight entries and the roots, paths and proofs of the reference implementation of Certificate
# Transparency (RFC 6962; RFC 9162 keeps the same tree), as its own tests give them.
ENTRIES = [bytes.fromhex(each) for each in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
)]
ROOTS = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
PATHS = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
CONSISTENT = {
    (1, 8): PATHS[0, 8],
    (2, 8): PATHS[0, 8][1:],
}


def naive(entries: list[bytes]) -> bytes:
    """MTH(D[n]) as RFC 9162, 2.1.1 writes it."""
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return hashlib.sha256(b"\x00" + entries[0]).digest()
    k = max(2**power for power in range(64) if 2**power < len(entries))
    return hashlib.sha256(b"\x01" + naive(entries[:k]) + naive(entries[k:])).digest()


def leaves(count: int) -> list[bytes]:
    return [tree.leaf(str(each).encode()) for each in range(count)]


@pytest.mark.parametrize(("size", "root"), ROOTS.items())
def test_the_published_roots(size, root):
    assert tree.root(map(tree.leaf, ENTRIES[:size])).hex() == root


@pytest.mark.parametrize(("place", "path"), PATHS.items())
def test_the_published_inclusion_proofs(place, path):
    hashed = [tree.leaf(each) for each in ENTRIES]

    assert [each.hex() for each in tree.inclusion(*place, tree.over(hashed))] == path


@pytest.mark.parametrize(("sizes", "proof"), CONSISTENT.items())
def test_the_published_consistency_proofs(sizes, proof):
    hashed = [tree.leaf(each) for each in ENTRIES]

    assert [each.hex() for each in tree.consistency(*sizes, tree.over(hashed))] == proof


@given(st.lists(st.binary(max_size=40), max_size=70))
def test_the_root_is_that_of_the_definition(entries):
    assert tree.root(map(tree.leaf, entries)) == naive(entries)


@given(st.integers(0, 40), st.integers(0, 40))
def test_full_parts_and_single_leaves_make_the_same_tree(parts, rest):
    all_leaves = leaves(parts * 4 + rest)
    growing = tree.Growing()
    for start in range(0, parts * 4, 4):
        growing.add(tree.root(all_leaves[start : start + 4]), level=2)
    for each in all_leaves[parts * 4 :]:
        growing.add(each)

    assert (growing.root(), growing.size) == (tree.root(all_leaves), len(all_leaves))


def test_every_entry_of_every_small_tree_is_proved():
    for size in range(1, 34):
        hashed = leaves(size)
        for index in range(size):
            proof = tree.inclusion(index, size, tree.over(hashed))
            assert tree.included(
                leaf=hashed[index], index=index, size=size, proof=proof, root=tree.root(hashed)
            )


def test_every_small_tree_begins_every_later_one():
    hashed = leaves(33)
    for size in range(34):
        for old in range(size + 1):
            proof = tree.consistency(old, size, tree.over(hashed))
            assert tree.consistent(
                old=old, old_root=tree.root(hashed[:old]), size=size,
                root=tree.root(hashed[:size]), proof=proof,
            )


@given(st.data())
def test_no_bit_of_an_inclusion_proof_can_be_changed(data):
    size = data.draw(st.integers(2, 100))
    index = data.draw(st.integers(0, size - 1))
    hashed = leaves(size)
    whole = {"leaf": hashed[index], "root": tree.root(hashed)}
    proof = list(tree.inclusion(index, size, tree.over(hashed)))
    what = data.draw(st.sampled_from(["leaf", "root", "proof", "index", "shorter", "longer"]))
    at = {"index": index, "size": size}
    if what == "proof":
        place = data.draw(st.integers(0, len(proof) - 1))
        proof[place] = flipped(proof[place], data)
    elif what == "index":
        at["index"] = data.draw(st.integers(-1, size + 1).filter(lambda each: each != index))
    elif what == "shorter":
        proof = proof[:-1]
    elif what == "longer":
        proof = [*proof, whole["root"]]
    else:
        whole[what] = flipped(whole[what], data)

    assert not tree.included(**whole, **at, proof=proof)


@given(st.data())
def test_no_bit_of_a_consistency_proof_can_be_changed(data):
    size = data.draw(st.integers(2, 100))
    old = data.draw(st.integers(1, size - 1))
    hashed = leaves(size)
    roots = {"old_root": tree.root(hashed[:old]), "root": tree.root(hashed)}
    proof = list(tree.consistency(old, size, tree.over(hashed)))
    what = data.draw(st.sampled_from(["old_root", "root", "proof", "shorter", "longer"]))
    if what == "proof":
        place = data.draw(st.integers(0, len(proof) - 1))
        proof[place] = flipped(proof[place], data)
    elif what == "shorter":
        proof = proof[:-1]
    elif what == "longer":
        proof = [*proof, roots["root"]]
    else:
        roots[what] = flipped(roots[what], data)

    assert not tree.consistent(old=old, size=size, **roots, proof=proof)


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 59))
def test_a_tree_whose_past_was_rewritten_is_no_continuation(old, more, changed):
    before, after = leaves(old), leaves(old + more)
    after[changed % old] = tree.leaf(b"rewritten")
    proof = tree.consistency(old, old + more, tree.over(after))

    assert not tree.consistent(
        old=old, old_root=tree.root(before), size=old + more, root=tree.root(after), proof=proof,
    )


def test_a_smaller_tree_is_no_continuation():
    hashed = leaves(8)

    assert not tree.consistent(
        old=8, old_root=tree.root(hashed), size=7, root=tree.root(hashed[:7]), proof=(),
    )


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_proof_of_an_entry_that_is_not_there(index, size):
    with pytest.raises(ValueError, match="no entry"):
        tree.inclusion(index, size, tree.over(leaves(size)))


def test_a_proof_in_a_million_entries_is_twenty_hashes():
    """Under a kilobyte also as text: each hash is 44 characters and a new line."""
    def part(start: int, end: int) -> bytes:
        return hashlib.sha256(f"{start}-{end}".encode()).digest()

    longest = max(len(tree.inclusion(index, 1_000_000, part)) for index in range(0, 10**6, 997))

    assert longest == 20
    assert longest * 45 < 1024


def flipped(value: bytes, data) -> bytes:
    bit = data.draw(st.integers(0, len(value) * 8 - 1))
    changed = bytearray(value)
    changed[bit // 8] ^= 1 << (bit % 8)
    return bytes(changed)
