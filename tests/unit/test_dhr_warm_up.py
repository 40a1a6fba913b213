"""The made-up plans that warm the server are really read: a warm-up that fails would only be slow, and nobody would see."""

import pytest

from dhr import worker
from dhr.reply import Limits, answer, decode
from dhr.warm_up import plan_docx, plan_pdf


@pytest.mark.parametrize(("name", "make"), [("plan.docx", plan_docx), ("plan.pdf", plan_pdf)])
def test_the_plan_is_read_in_full(tmp_path, name, make):
    (tmp_path / name).write_bytes(make())
    job = {"task": "read", "path": str(tmp_path / name), "name": name, "sha256": "0" * 64, "size": 1}
    head, payload = answer(worker.work, job, Limits()).split(b"\n", 1)
    assert decode(head)["head"]["rows"] == 4
    rows = decode(payload)["actions"]
    assert [row["scope"] for row in rows] == [["local"], ["national"], ["regional"], rows[3]["scope"]]
    assert rows[0]["target"]["dates"] == ["2021-03-31"]
