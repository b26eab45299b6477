"""Every golden conversation over the whole of Spot: gate, adapter, rows, effects, replies."""

from pathlib import Path

import pytest

from tests.conftest import EVAL_DATA
from tests.support.golden import Golden, goldens, run
from tests.support.over_http import OverHttp

OURS = Path(__file__).parent / "conversations"
SHARED = EVAL_DATA.parent / "conversations"


@pytest.mark.parametrize("golden", goldens(OURS), ids=lambda golden: golden.name)
def test_our_conversation_goes_as_it_is_written(golden: Golden, tmp_path):
    with OverHttp(OURS / "knowledge", tmp_path / "data") as driver:
        run(golden, driver)


@pytest.mark.evaluation
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"no shared conversations at {SHARED}: set SPOT_EVAL_DATA")
@pytest.mark.parametrize("golden", goldens(SHARED), ids=lambda golden: golden.name)
def test_a_shared_conversation_goes_as_it_is_written(golden: Golden, tmp_path):
    with OverHttp(SHARED / "knowledge", tmp_path / "data") as driver:
        run(golden, driver)
