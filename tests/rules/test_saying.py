"""Words for a paper: cut short without loss of what is short, and never longer than the room."""

from hypothesis import given
from hypothesis import strategies as st

from dueregard.manage.papers.saying import IN_FULL, cut, few


@given(words=st.text(max_size=400), most=st.integers(min_value=30, max_value=200),
       more=st.sampled_from(["…", IN_FULL]))
def test_what_is_cut_fits_and_what_fits_is_not_cut(words, most, more):
    made = cut(words, most, more=more)

    assert len(made) <= most + 1
    if len(" ".join(words.split())) <= most:
        assert made == " ".join(words.split())
    else:
        assert made.endswith(more)


@given(items=st.lists(st.text(), max_size=12), most=st.integers(min_value=1, max_value=6))
def test_what_is_left_out_of_a_list_is_counted(items, most):
    made = few(items, most)

    assert made[:most] == items[:most]
    assert (made[most:] == [f"{len(items) - most} more in the annex."]) == (len(items) > most)
