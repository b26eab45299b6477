import asyncio
import gc
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from bot.store.engine import connection, health
from bot.store.engine.store import ReadOnLoop, StoreUnavailable, StoreUnusable
from bot.store.sqlite import SqliteStore, reading
from tests.bot.support.stored import KEY, NOW, met, said

ROOT = Path(__file__).resolve().parents[3]
UNIX = pytest.mark.skipif(os.name == "nt", reason="file modes and SIGKILL are Unix")


def count(reader, table="transcript"):
    [row] = reader.query(f"select count(*) as n from {table}")
    return row["n"]


def say(activity, tx):
    if activity == 0:
        met(tx)
    said(tx, f"a{activity}")
    return activity


async def test_what_a_transaction_did_is_there_once_it_returns(store, look):
    assert await store.transaction(partial(say, 0)) == 0
    assert await look(count) == 1


async def test_work_that_raises_is_undone_whole_and_its_error_is_raised(store, look):
    def work(tx):
        say(0, tx)
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        await store.transaction(work)
    assert await look(count) == 0


async def test_one_failing_command_takes_none_of_its_group_along(store, look):
    def work(number, tx):
        say(number, tx)
        if number == 3:
            raise ValueError

    done = await asyncio.gather(*(store.transaction(partial(work, n)) for n in range(8)), return_exceptions=True)
    assert [type(result) for result in done].count(ValueError) == 1
    assert await look(count) == 7


@pytest.fixture
def failing_commits(monkeypatch):
    """Let commits fail as a disk does: those for which the list, taken from its front, says True."""
    plan = []
    true_commit = connection.commit

    def commit(to):
        if plan and plan.pop(0):
            fault = sqlite3.OperationalError("disk I/O error")
            fault.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise fault
        true_commit(to)

    monkeypatch.setattr(connection, "commit", commit)
    return plan


async def held_back(store, commands):
    """Let the writer be busy until all commands wait, so that they become one group."""
    gate = threading.Event()
    busy = asyncio.ensure_future(store.transaction(lambda tx: gate.wait(5)))
    await asyncio.sleep(0.02)
    waiting = [asyncio.ensure_future(store.transaction(command)) for command in commands]
    await asyncio.sleep(0)
    return busy, gate, waiting


async def test_a_group_of_forty_whose_commit_fails_once_is_committed_one_by_one(store, look, failing_commits):
    await store.transaction(met)
    tried = []

    def work(number, tx):
        tried.append(number)
        return said(tx, f"a{number}")

    busy, gate, waiting = await held_back(store, [partial(work, number) for number in range(40)])
    failing_commits.extend([False, True])
    gate.set()
    await busy
    assert len(set(await asyncio.gather(*waiting))) == 40
    assert len(tried) == 80
    assert await look(count) == 40


async def test_a_commit_that_fails_twice_is_said_to_be_unavailable_and_keeps_nothing(store, look, failing_commits):
    await store.transaction(met)
    failing_commits.extend([True, True])
    with pytest.raises(StoreUnavailable):
        await store.transaction(partial(say, 1))
    assert await look(count) == 0
    await store.transaction(partial(say, 1))
    assert await look(count) == 1


async def test_a_full_disk_is_unavailable_and_what_fits_again_is_kept(store, look):
    def fill_up(tx):
        met(tx)
        [pages] = tx.query("pragma page_count")
        tx.query(f"pragma max_page_count = {pages['page_count']}")

    await store.transaction(fill_up)
    with pytest.raises(StoreUnavailable, match="full"):
        await store.transaction(lambda tx: said(tx, "a1", "x" * 50_000))
    await store.transaction(lambda tx: tx.query("pragma max_page_count = 1000000"))
    await store.transaction(lambda tx: said(tx, "a1", "x" * 50_000))
    assert await look(count) == 1


async def test_a_mistake_in_our_own_sql_is_not_called_unavailable(store):
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await store.transaction(lambda tx: tx.execute("update nowhere set a = 1"))


async def test_a_row_that_points_nowhere_is_refused_at_the_commit(store, look):
    with pytest.raises(sqlite3.IntegrityError):
        await store.transaction(partial(said, activity="a1"))
    assert await look(count) == 0


async def test_work_that_raises_stop_iteration_does_not_leave_its_caller_waiting(store):
    with pytest.raises(RuntimeError):
        await asyncio.wait_for(store.transaction(lambda tx: next(iter(()))), 5)


async def test_reading_on_the_event_loop_is_refused(store):
    with pytest.raises(ReadOnLoop):
        store.read(count)


def test_a_reader_cannot_write(store):
    with pytest.raises(StoreUnavailable, match="readonly"):
        store.read(lambda reader: reader.execute("insert into heartbeat (id, at) values (1, 'x')"))


async def test_all_queries_of_one_read_see_the_same_moment(store, look):
    await store.transaction(met)
    begun, written = threading.Event(), threading.Event()

    def twice(reader):
        before = count(reader)
        begun.set()
        assert written.wait(5)
        return before, count(reader)

    reads = asyncio.ensure_future(look(twice))
    await asyncio.to_thread(begun.wait, 5)
    await store.transaction(partial(said, activity="a1"))
    written.set()
    assert await reads == (0, 0)
    assert await look(count) == 1


async def test_many_threads_read_while_turns_are_written(store, look):
    await store.transaction(met)

    def watchful(_):
        seen = [store.read(count) for _ in range(50)]
        return seen == sorted(seen)

    readers = asyncio.gather(*(asyncio.to_thread(watchful, n) for n in range(6)))
    await asyncio.gather(*(store.transaction(partial(said, activity=f"a{n}")) for n in range(300)))
    assert all(await readers)
    assert await look(count) == 300


async def test_a_thread_that_ends_leaves_no_open_connection(store):
    await store.transaction(met)
    thread = threading.Thread(target=store.read, args=(count,))
    thread.start()
    thread.join()
    gc.collect()
    assert len(store._readers._all) == 0


async def test_another_process_reads_while_this_one_writes(store, database):
    await store.transaction(partial(say, 0))
    code = (
        "import sys; from pathlib import Path; from bot.store.sqlite import reading\n"
        "with reading(Path(sys.argv[1])) as reader: print(len(reader.query('select seq from transcript')))"
    )
    held = asyncio.gather(*(store.transaction(partial(say, n)) for n in range(1, 30)))
    other = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", code, str(database)], cwd=ROOT, capture_output=True, text=True
    )
    await held
    assert 1 <= int(other.stdout) <= 30, other.stderr


def test_reading_where_there_is_no_database_says_when_there_will_be_one(database):
    with pytest.raises(StoreUnusable, match="no database yet"), reading(database):
        pass
    assert not database.exists()


def test_a_database_can_be_read_after_the_server_has_gone(database):
    SqliteStore.open(database).close()
    with reading(database) as reader:
        assert count(reader) == 0


async def test_watchers_hear_on_their_loop_which_conversations_a_commit_touched(store):
    heard = asyncio.Queue()
    stop = store.watch(heard.put_nowait)
    await store.transaction(partial(say, 0))
    assert await asyncio.wait_for(heard.get(), 5) == {KEY}
    with pytest.raises(ZeroDivisionError):
        await store.transaction(lambda tx: tx.touch("other/one") or 1 / 0)
    stop()
    await store.transaction(lambda tx: tx.touch("other/two"))
    assert heard.empty()


def test_a_commit_outlives_the_loop_that_asked_for_it(database):
    store = SqliteStore.open(database)
    gate = threading.Event()

    async def ask_and_leave():
        store.watch(lambda keys: None)
        asyncio.ensure_future(store.transaction(lambda tx: gate.wait(5) and say(0, tx)))  # noqa: RUF006
        await asyncio.sleep(0.02)

    asyncio.run(ask_and_leave())
    gate.set()
    store.close()
    with reading(database) as reader:
        assert count(reader) == 1


async def test_closing_finishes_what_was_queued_and_refuses_what_comes_after(database):
    store = SqliteStore.open(database)
    waiting = [asyncio.ensure_future(store.transaction(partial(say, n))) for n in range(100)]
    await asyncio.sleep(0)
    await asyncio.to_thread(store.close)
    assert await asyncio.gather(*waiting) == list(range(100))
    with pytest.raises(StoreUnavailable):
        await store.transaction(met)
    with pytest.raises(StoreUnavailable):
        await asyncio.to_thread(store.read, count)
    store.close()


async def test_a_backup_is_whole_and_overwrites_nothing(store, tmp_path):
    await store.transaction(partial(say, 0))
    copy = tmp_path / "copy.sqlite"
    await store.backup(copy)
    with reading(copy) as reader:
        assert count(reader) == 1
    with pytest.raises(FileExistsError):
        await store.backup(copy)
    assert (
        sorted(path.name for path in tmp_path.glob("*copy*"))
        == ["copy.sqlite", "copy.sqlite-shm", "copy.sqlite-wal"][:1]
    )


@UNIX
async def test_only_its_owner_may_read_the_database_and_its_backup(store, database, tmp_path):
    await store.transaction(partial(say, 0))
    await store.backup(tmp_path / "copy.sqlite")
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()}
    assert set(modes.values()) == {"0o600"}, modes


async def test_the_writer_is_as_durable_as_promised_and_readers_never_checkpoint(store, look):
    def settings(names, reader):
        return {name: next(iter(reader.query(f"pragma {name}")[0].values())) for name in names}

    writing = await store.transaction(partial(settings, ["journal_mode", "synchronous", "foreign_keys"]))
    assert writing == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert await look(partial(settings, ["query_only", "wal_autocheckpoint"])) == {
        "query_only": 1,
        "wal_autocheckpoint": 0,
    }


async def test_every_table_is_strict(look):
    tables = await look(lambda reader: reader.query("pragma table_list"))
    ours = [row for row in tables if not row["name"].startswith(("sqlite_", "_sqlite"))]
    assert len(ours) >= 9
    assert [row["name"] for row in ours if not row["strict"]] == []


@pytest.mark.parametrize("text", ["\ud800 half", "\udfff", "nul \x00 inside", "\u202e\u0338\U0001f950"])
async def test_no_text_fails_a_transaction(store, look, text):
    await store.transaction(met)
    await store.transaction(lambda tx: said(tx, text, text))
    [row] = await look(lambda reader: reader.query("select text from transcript where text = :text", {"text": text}))
    assert row["text"] == text.replace("\ud800", "\ufffd").replace("\udfff", "\ufffd")


def test_an_old_sqlite_is_refused_with_the_version_that_is_needed(database, monkeypatch):
    monkeypatch.setattr(connection, "OLDEST_SQLITE", (99, 1, 0))
    with pytest.raises(StoreUnusable, match=r"99\.1 or newer"):
        SqliteStore.open(database)


def test_a_file_that_is_no_database_is_named_and_left_alone(database):
    database.write_bytes(b"this is a letter, not a database" * 100)
    with pytest.raises(StoreUnusable, match=r"spot\.sqlite.* move it away"):
        SqliteStore.open(database)
    assert database.read_bytes().startswith(b"this is a letter")


def test_a_folder_in_the_database_s_place_is_told_in_words(database):
    database.mkdir(parents=True)
    with pytest.raises(StoreUnusable, match=r"Is a directory.*see that it is a file"):
        SqliteStore.open(database)


def test_the_database_of_a_newer_spot_is_refused_and_left_alone(database):
    SqliteStore.open(database).close()
    with closing(sqlite3.connect(database)) as later, later:
        later.execute(
            "insert into _sqlite_migrations select null, 'spot', '9999_time_travel', applied_at from "
            "_sqlite_migrations limit 1"
        )
    with pytest.raises(StoreUnusable, match=r"another version of Spot made this database .9999_time_travel"):
        SqliteStore.open(database)


async def test_a_database_that_another_process_holds_is_unavailable_not_stuck(store, database):
    other = sqlite3.connect(database)
    other.execute("begin immediate")
    store._writer._to.db.conn.execute("pragma busy_timeout = 20")
    with pytest.raises(StoreUnavailable, match="locked"):
        await store.transaction(met)
    other.rollback()
    other.close()
    await store.transaction(met)


async def test_health_counts_what_waits_and_proves_that_it_can_be_written(store, look):
    from bot.store.chat import transcript
    from bot.store.engine.migrations import names
    from tests.bot.support.stored import later, message

    assert await look(health.read) == health.StoreHealth(None, 0, 0, len(names()), True)
    await store.transaction(met)
    first = await store.transaction(lambda tx: transcript.post(tx, KEY, message("h1"), NOW))
    await store.transaction(lambda tx: transcript.post(tx, KEY, message("h2"), later(minutes=1)))
    await store.transaction(lambda tx: health.beat(tx, NOW))
    found = await look(health.read)
    assert (found.oldest_due, found.due, found.dead) == (NOW, 2, 0)
    await store.transaction(lambda tx: transcript.mark_dead(tx, first.seq, "gone"))
    found = await look(health.read)
    assert (found.oldest_due, found.due, found.dead) == (later(minutes=1), 1, 1)


WRITES = """
import asyncio, sys
from pathlib import Path
from bot.store.sqlite import SqliteStore
from tests.bot.support.stored import met, said
async def main():
    store = SqliteStore.open(Path(sys.argv[1]))
    await store.transaction(met)
    async def one(lane):
        for number in range(10_000):
            await store.transaction(lambda tx: said(tx, f"{lane}-{number}"))
            print(f"{lane}-{number}", flush=True)
    await asyncio.gather(*(one(lane) for lane in range(8)))
asyncio.run(main())
"""


@UNIX
def test_a_process_that_is_killed_has_kept_every_row_it_acknowledged(database):
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITES, str(database)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    acknowledged = [writer.stdout.readline().strip() for _ in range(400)]
    os.kill(writer.pid, signal.SIGKILL)
    acknowledged += [line.strip() for line in writer.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    writer.wait()
    writer.stdout.close()
    with reading(database) as reader:  # before anybody has repaired it
        kept = {row["activity"] for row in reader.query("select activity from transcript")}
    assert set(acknowledged) - {""} <= kept
    again = SqliteStore.open(database)
    assert again.read(lambda reader: reader.query("pragma integrity_check")) == [{"integrity_check": "ok"}]
    again.close()
