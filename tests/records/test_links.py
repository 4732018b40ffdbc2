"""The watch on links, against a server that stands beside the tests."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from dueregard.report.links import queries, rules
from dueregard.report.links.rules import Answers
from dueregard.report.particulars import actions as particulars
from dueregard.web import link_watch


class Elsewhere(BaseHTTPRequestHandler):
    """Has one page, and remembers what it was asked."""

    asked: list[str] = []

    def do_HEAD(self):
        self.asked.append(self.path)
        self.send_response({"/paper": 200, "/moved": 301, "/broken": 500}.get(self.path, 404))
        self.send_header("Location", "http://10.0.0.1/inside")
        self.end_headers()

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def elsewhere():
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    Elsewhere.asked = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def turned_on(settings):
    settings.WATCH_LINKS = True


def published(world, *addresses):
    ref = world.use()
    particulars.say(ref=ref, texts={"can_do": f"Read {', or '.join(addresses)}."},
                    by=world.lead, now=world.now)
    return world.publish(ref)


@pytest.mark.parametrize(("page", "status"), [
    ("/paper", 200), ("/moved", 301), ("/broken", 500), ("/gone", 404),
])
def test_a_server_is_asked_for_the_head_of_a_page_and_no_redirect_is_followed(
    elsewhere, page, status
):
    assert link_watch.status(elsewhere + page, inside=True) == status
    assert Elsewhere.asked == [page]


@pytest.mark.parametrize("address", [
    "http://127.0.0.1:1/", "http://[::1]/", "http://10.0.0.7/", "http://169.254.169.254/latest",
    "http://localhost/", "http://no-such-host.invalid/", "http://a:b/", "https:///x", "http://",
])
def test_no_door_inside_is_knocked_at_and_nonsense_says_nothing(address):
    assert link_watch.status(address) is None


def test_our_own_network_is_not_looked_at_even_where_it_would_answer(elsewhere):
    assert link_watch.status(f"{elsewhere}/paper") is None
    assert Elsewhere.asked == []


def test_each_link_of_a_published_page_is_looked_at_once_a_week(world, elsewhere):
    ref = published(world, f"{elsewhere}/paper", f"{elsewhere}/gone")

    looked = link_watch.look(now=world.now, inside=True)
    again = link_watch.look(now=world.later(days=1), inside=True)
    later = link_watch.look(now=world.later(days=7), inside=True)

    assert (looked, again, later) == (2, 0, 2)
    assert [(each.address.rsplit("/", 1)[-1], each.answers) for each in queries.all_of()] == [
        ("gone", Answers.GONE), ("paper", Answers.WELL)
    ]
    assert {each.answers for each in queries.of_use(ref)} == {Answers.GONE, Answers.WELL}


def test_since_when_it_is_gone_is_kept(world, elsewhere):
    published(world, f"{elsewhere}/gone")
    first = world.now
    link_watch.look(now=first, inside=True)

    link_watch.look(now=world.later(days=8), inside=True)

    assert queries.all_of()[0].since == first


def test_what_could_not_be_reached_is_never_called_gone():
    assert rules.meaning(None) is Answers.NOT_REACHED
    assert rules.meaning(503) is Answers.NOT_REACHED
    assert rules.meaning(403) is Answers.NOT_REACHED
    assert rules.meaning(410) is Answers.GONE


def test_it_can_be_turned_off(world, elsewhere, settings):
    published(world, f"{elsewhere}/paper")
    settings.WATCH_LINKS = False

    assert link_watch.look(now=world.later(days=9) + timedelta(days=1), inside=True) == 0
    assert Elsewhere.asked == []
