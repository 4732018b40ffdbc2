"""A person is warned, with time to spare, before a session ends, and can stay.

Without it half an hour of writing could be gone with a click.
"""

import pytest

pytestmark = pytest.mark.xdist_group("browser")
WARNING = "You will be signed out in 5 minutes"


def test_the_warning_comes_five_minutes_before_the_end_and_one_press_puts_it_off(visit):
    page = visit("Morgan")
    page.clock.install()
    page.reload()
    warning = page.get_by_role("alert").filter(has_text=WARNING)

    page.clock.fast_forward("07:54:00")
    assert warning.count() == 0
    page.clock.fast_forward("00:01:30")
    warning.wait_for(state="visible")

    with page.expect_response(lambda answer: answer.request.method == "HEAD") as stayed:
        page.get_by_role("button", name="Stay signed in").click()
    warning.wait_for(state="hidden")

    assert stayed.value.ok
    page.clock.fast_forward("07:54:00")
    assert warning.count() == 0
    page.clock.fast_forward("00:01:30")
    warning.wait_for(state="visible")
