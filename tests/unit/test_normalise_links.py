"""Which rows belong together across documents."""

from __future__ import annotations

from extract.model import Plan, PlanRow, RawField
from ingest.model import SourceFile
from normalise import normalise_plan
from normalise.links import link
from normalise.model import Action
from normalise.rulebook import Rulebook

BOOK = Rulebook.load()
RECOMMENDATIONS = [
    "Kent Police to review how third party reports of abuse are recorded on the command and control system.",
    "The Trust should make sure that routine enquiry is made with every woman who attends on her own.",
    "Housing officers to ask about abuse when rent arrears build up suddenly on a joint tenancy.",
    "GP practices to flag the record of a patient whose partner holds a shotgun certificate.",
]


def read(
    name: str, recommendations: list[str], area: str = "Kent", completion: str = "", **meta: str
) -> list[Action]:
    rows = tuple(
        PlanRow(1, i, 1, 1, {"recommendation": RawField(r), "completion": RawField(completion)})
        for i, r in enumerate(recommendations, 1)
    )
    plan = Plan(SourceFile(name, name * 8, 1, "x"), rows, {"area": area, **meta})
    return list(normalise_plan(plan, BOOK)[0])


def test_the_same_plan_in_two_files() -> None:
    pdf, word = (
        read("a.pdf", RECOMMENDATIONS, plan_date="May 2020"),
        read("a.docx", RECOMMENDATIONS, plan_date="May 2020"),
    )
    links = link(pdf + word)
    assert [x.kind for x in links] == ["same"] * 4
    assert {(x.earlier, x.later) for x in links} == {
        (w.action_id, p.action_id) for p, w in zip(pdf, word, strict=True)
    }
    assert {x.change for x in links} == {""}
    assert {x.similarity for x in links} == {1.0}


def test_versions_say_what_became_of_each_row() -> None:
    edited = [r.replace("should make sure", "to ensure") for r in RECOMMENDATIONS]
    old = read("old", RECOMMENDATIONS, completion="Ongoing", plan_date="May 2020")
    new = read("new", edited[::-1], completion="Complete", plan_date="May 2020", updated_date="June 2021")
    links = link(new + old)
    assert [x.kind for x in links] == ["version"] * 4
    by_id = {a.action_id: a for a in old + new}
    for found in links:
        assert by_id[found.earlier].source_file == "old"
        assert "status in_progress -> complete" in found.change
    reworded = [x for x in links if "recommendation reworded" in x.change]
    assert [by_id[x.later].row_no for x in reworded] == [3]


def test_a_repeat_in_another_review() -> None:
    one = read("one", RECOMMENDATIONS, plan_date="2015")
    two = read(
        "two",
        [
            RECOMMENDATIONS[1].replace("The Trust", "The Health Board"),
            "Sports clubs to be told about the helpline number.",
        ],
        area="Swansea",
        plan_date="2019",
    )
    (found,) = link(two + one)
    assert (found.kind, found.earlier, found.later) == ("repeat", one[1].action_id, two[0].action_id)
    assert found.similarity >= 0.88


def test_unlike_and_short_texts_are_not_linked() -> None:
    one = read("one", ["Share the learning.", "Police to review its approach to stalking by ex-partners."])
    two = read(
        "two", ["Share the learning.", "Schools to review their approach to absence of pupils."], area="Leeds"
    )
    assert link(one + two) == ()
    assert link([]) == ()


def test_plans_of_other_areas_are_repeats_and_not_versions() -> None:
    one, two = (
        read("one", RECOMMENDATIONS, plan_date="2015"),
        read("two", RECOMMENDATIONS, area="Leeds", plan_date="2016"),
    )
    assert [x.kind for x in link(one + two)] == ["repeat"] * 4


def test_two_reviews_of_one_area_are_not_one_plan() -> None:
    one = read("one", RECOMMENDATIONS, review_reference="Ana", plan_date="2015")
    two = read("two", RECOMMENDATIONS, review_reference="Mary", plan_date="2016")
    assert {x.kind for x in link(one + two)} == {"repeat"}
    same = read(
        "two",
        RECOMMENDATIONS,
        area="Safer Kent Partnership",
        review_reference="Ana (DHR 3)",
        plan_date="2016",
    )
    assert {x.kind for x in link(one + same)} == {"version"}


def test_many_copies_are_chained_and_not_squared() -> None:
    actions = [
        a
        for i in range(40)
        for a in read(f"p{i}", RECOMMENDATIONS[:1], area=f"Area{i}", plan_date=str(2000 + i % 30))
    ]
    assert len(link(actions)) <= 3 * 40
