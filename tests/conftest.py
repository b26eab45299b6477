"""What every test may ask for; and, where the environment says so, a skipped test fails the run."""

import os
from pathlib import Path

import pytest

from tests import properties, trained

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as app.py does, and before anything imports numpy
properties.register()
ROOT = Path(__file__).resolve().parent.parent
EVAL_DATA = Path(os.environ.get("SPOT_EVAL_DATA") or ROOT.parent / "shared" / "data")


@pytest.fixture(scope="session", autouse=True)
def trained_once():
    trained.share_in_process()


@pytest.fixture(scope="session")
def root():
    """Return the project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def eval_data():
    """Return the folder of evaluation sets, or skip with one line where it is absent."""
    if not EVAL_DATA.is_dir():
        pytest.skip(f"no evaluation data at {EVAL_DATA}: set SPOT_EVAL_DATA")
    return EVAL_DATA


@pytest.fixture
def monkeypatch():
    """Yield what patches, and keeps what is trained under a patch out of what all tests share."""
    patches = trained.Patches()
    yield patches
    patches.undo()


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch):
    """Keep the developer's own SPOT_ settings out of the tests."""
    for name in [name for name in os.environ if name.startswith("SPOT_") and name != "SPOT_EVAL_DATA"]:
        monkeypatch.delenv(name)


def pytest_collection_modifyitems(items):
    """Put the files that start servers first: they take longest, and nobody shall wait for one of them at the end."""
    items.sort(key=lambda item: not hasattr(item.module, "Running"))


def pytest_sessionfinish(session, exitstatus):
    """Where TESTS_MUST_RUN is set, fail when a test was skipped that is not marked `evaluation`."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not os.environ.get("TESTS_MUST_RUN") or reporter is None:
        return
    skipped = [report for report in reporter.stats.get("skipped", ()) if not _lacks_evaluation_data(report)]
    for report in skipped:
        reporter.write_line(f"skipped where nothing may be: {report.nodeid}", red=True)
    if skipped and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _lacks_evaluation_data(report):
    """Return whether a test, or a whole module as it was collected, was skipped for want of the evaluation data."""
    return "evaluation" in getattr(report, "keywords", ()) or "SPOT_EVAL_DATA" in str(report.longrepr)
