"""The PostgreSQL of the tests: what the other tests rely on."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tests.postgres import USERS, PostgresServer, locked, meeting_place, shared_server, start_guard


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    with shared_server(meeting_place(tmp_path_factory)) as joined:
        yield joined


def answer(url: str, question: str) -> object:
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            result = connection.execute(text(question))
            return result.scalar() if result.returns_rows else None
    finally:
        engine.dispose()


def test_it_is_a_recent_postgresql_in_utf8(server: PostgresServer) -> None:
    with server.fresh_database() as url:
        assert str(answer(url, "SHOW server_version")).startswith("18.")
        assert answer(url, "SHOW server_encoding") == "UTF8"


def test_the_server_does_not_run_as_root(server: PostgresServer) -> None:
    assert (server.folder / "data").stat().st_uid != 0


def test_words_are_ordered_as_sqlite_orders_them(server: PostgresServer) -> None:
    with server.fresh_database() as url:
        ordered = "SELECT string_agg(w, ' ' ORDER BY w) FROM (VALUES ('b'), ('a'), ('B'), ('é')) AS words(w)"
        assert answer(url, ordered) == "B a b é"
        assert answer(url, "SELECT lower('ÉTÉ')") == "été"


def test_two_fresh_databases_do_not_see_each_other(server: PostgresServer) -> None:
    with server.fresh_database() as one, server.fresh_database() as other:
        answer(one, "CREATE TABLE mine (id integer)")
        assert answer(other, "SELECT count(*) FROM pg_tables WHERE tablename = 'mine'") == 0


def test_a_fresh_database_is_gone_afterwards(server: PostgresServer) -> None:
    with server.fresh_database() as url:
        assert answer(url, "SELECT 1") == 1
    with pytest.raises(OperationalError):
        answer(url, "SELECT 1")


def test_a_clone_has_what_its_template_has_and_the_template_is_made_once(server: PostgresServer) -> None:
    made: list[str] = []

    def prepare(url: str) -> None:
        made.append(url)
        answer(url, "CREATE TABLE filled AS SELECT 42 AS number")

    with server.fresh_database() as scratch:
        name = f"template_of_{scratch.partition('fresh_')[2].partition('?')[0]}"
    assert server.template(name, prepare) == server.template(name, prepare)
    assert len(made) == 1
    with server.fresh_database(name) as url:
        assert answer(url, "SELECT number FROM filled") == 42


def test_a_template_that_broke_halfway_is_made_again(server: PostgresServer) -> None:
    def break_halfway(url: str) -> None:
        answer(url, "CREATE TABLE half (id integer)")
        raise InterruptedError

    with pytest.raises(InterruptedError):
        server.template("broke_halfway", break_halfway)

    def go_through(url: str) -> None:
        answer(url, "CREATE TABLE whole (id integer)")

    server.template("broke_halfway", go_through)
    with server.fresh_database("broke_halfway") as url:
        assert answer(url, "SELECT string_agg(tablename, ' ') FROM pg_tables WHERE schemaname = 'public'") == "whole"


def test_all_who_meet_in_one_place_share_one_server(server: PostgresServer, tmp_path: Path) -> None:
    with shared_server(tmp_path) as one, shared_server(tmp_path) as other:
        assert one == other
        assert one != server


def test_the_server_stops_and_leaves_nothing_when_its_last_user_has_gone(tmp_path: Path) -> None:
    with locked(tmp_path / USERS, fcntl.LOCK_SH):
        guard = start_guard(tmp_path)
        with shared_server(tmp_path) as server, server.fresh_database() as url:
            assert answer(url, "SELECT 1") == 1
        assert guard.poll() is None
    assert guard.wait() == 0
    assert not server.folder.exists()
    with pytest.raises(OperationalError):
        answer(server.url("postgres"), "SELECT 1")
