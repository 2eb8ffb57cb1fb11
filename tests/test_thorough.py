"""The suite takes a part of what is large, the same for one seed; a thorough run takes all of it."""

import os
import subprocess
import sys

from tests.served import ROOT
from tests.thorough import chance, sample


def chosen(**environment):
    program = "from tests.thorough import sample, steps; print(sample(range(100), 'x', always=[99]), steps(3, 30))"
    own = os.environ | {"SEED": "7", "THOROUGH": ""} | environment
    return subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=own, capture_output=True, text=True).stdout


def test_one_seed_chooses_one_part_and_a_thorough_run_takes_all():
    part, again, other, whole = chosen(), chosen(), chosen(SEED="8"), chosen(THOROUGH="1")
    assert part == again != other
    assert part.endswith("99] 3\n") and 10 <= part.count(",") + 1 <= 11
    assert whole == f"{list(range(100))} 30\n"


def test_a_sample_is_never_empty_and_keeps_the_order():
    assert sample([], "nothing") == []
    assert len(sample("abc", "few")) in (1, 3)
    drawn = sample(range(1000), "many")
    assert drawn == sorted(drawn) and len(drawn) in (100, 1000)
    assert chance("one").random() != chance("other").random()
