"""What one file names and another must hold; and that a file whose names are unknown keeps its last good version."""

import pytest

from knowledge.files.last_good import LastGood
from knowledge.load import Loaded, load

VENDOR = """vendor:
  id: northsky
  people: [{id: ines}]
  product-groups: [{id: storage, products: [Backup], members: [ines]}]
"""
PARTNERS = """partners:
  - id: harbor
    people: [{id: mara}]
  - id: summit
    people: [{id: jon}]
"""
ACCOUNTS = """accounts:
  - id: bakery
    partners: [harbor]
"""
HOURS = "calendars:\n  desk:\n    week: {monday: 08:00-12:00}\n"


class Folder:
    """A content folder that is loaded again and again, and what is kept of it between one process and the next."""

    def __init__(self, root):
        self.content, self.kept = root / "content", root / "kept"
        self.loaded = None

    def save(self, file, text):
        path = self.content / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return self

    def start(self):
        self.loaded = Loaded(last_good=LastGood(self.kept, self.content, print))
        return self.load()

    def load(self):
        self.loaded = load(self.content, self.loaded)
        if self.loaded.last_good:
            self.loaded.last_good.remember(self.loaded.records.values())
        return self

    @property
    def errors(self):
        return [(each.code, each.where) for each in self.loaded.problems if each.level == "error"]


@pytest.fixture
def folder(tmp_path):
    made = Folder(tmp_path)
    for name, text in {"vendor": VENDOR, "partners": PARTNERS, "accounts": ACCOUNTS}.items():
        made.save(f"directory/{name}.yaml", text)
    for partner in ("harbor", "summit"):
        made.save(f"{partner}/faq.yaml", "owner: x\nentries: [{id: a, question: One?, answer: x}]\n")
    return made.save("policy/hours.yaml", HOURS).load()


def test_files_that_fit_together_have_no_problem(folder):
    assert folder.loaded.problems == ()
    assert folder.loaded.policy.calendar("desk").name == "desk"


@pytest.mark.parametrize(
    ("file", "text", "code", "line", "said"),
    [
        ("directory/vendor.yaml", f"{VENDOR}  support: [inez]\n", "KB621", 5, "did you mean northsky/ines?"),
        ("directory/vendor.yaml", f"{VENDOR}  account-team: [mara]\n", "KB621", 5, "the account team of northsky"),
        ("directory/vendor.yaml", f"{VENDOR}  hours: dusk\n", "KB623", 5, "did you mean desk?"),
        (
            "directory/vendor.yaml",
            VENDOR.replace("[ines]", "[mara]"),
            "KB621",
            4,
            "the product group storage: the person",
        ),
        ("directory/accounts.yaml", f"{ACCOUNTS}    plan: premum\n", "KB624", 4, "did you mean premium?"),
        ("directory/accounts.yaml", f"{ACCOUNTS}    products: [Bakcup]\n", "KB625", 4, "did you mean Backup?"),
        (
            "directory/accounts.yaml",
            f"{ACCOUNTS}    touch-point: harbor/mora\n",
            "KB621",
            4,
            "did you mean harbor/mara?",
        ),
        ("directory/accounts.yaml", f"{ACCOUNTS}    touch-point: summit/jon\n", "KB626", 4, "who is nobody of harbor"),
        ("directory/accounts.yaml", f"{ACCOUNTS}    deputy: northsky/ines\n", "KB626", 4, "the deputy of bakery"),
        (
            "directory/accounts.yaml",
            f"{ACCOUNTS}    plan-items: [{{what: Talk, owner: harbor/ned, due: 2026-01-01}}]\n",
            "KB621",
            4,
            "a plan item of bakery",
        ),
        (
            "directory/partners.yaml",
            f"{PARTNERS}    agreement: {{signed: 2026-01-01, expires: 2027-01-01, opens: [stroage]}}\n",
            "KB622",
            6,
            "did you mean storage?",
        ),
        (
            "directory/partners.yaml",
            f"{PARTNERS}    agreement: {{signed: 2026-01-01, expires: 2027-01-01, renewed-by: northsky/ole}}\n",
            "KB621",
            6,
            "the agreement of summit",
        ),
        ("policy/more.yaml", "routing: [{product: Tea, group: storage}]\n", "KB625", 1, "add it to the products"),
        ("policy/more.yaml", "routing: [{account: bakry, group: storage}]\n", "KB637", 1, "did you mean bakery?"),
        ("policy/more.yaml", "routing: [{team: bakery}]\n", "KB637", 1, "the id of a partner or of the vendor"),
        ("policy/more.yaml", "routing: [{owner: harbor/ned}]\n", "KB621", 1, "a rule of routing: the person"),
        ("policy/more.yaml", "routing: [{group: mail}]\n", "KB622", 1, "add it to the product-groups of the vendor"),
        ("policy/more.yaml", "ladder: [{after: 1 h, tell: harbor/ned}]\n", "KB621", 1, "the ladder: the person"),
        ("policy/more.yaml", "straight-through: [harbour]\n", "KB637", 1, "did you mean harbor?"),
        ("policy/more.yaml", HOURS, "KB631", 2, "(calendars desk) is also in policy/hours.yaml:2"),
    ],
)
def test_a_name_that_stands_nowhere_is_an_error_where_it_is_written(folder, file, text, code, line, said):
    folder.save(file, text).load()
    assert folder.errors == [(code, f"{file}:{line}")]
    assert said in str(next(each for each in folder.loaded.problems if each.code == code))


@pytest.mark.parametrize("process", ["the same process", "a new one"])
def test_a_file_with_an_unknown_name_keeps_its_last_good_version(folder, process):
    folder.start().save("policy/hours.yaml", f"{HOURS}ladder: [{{after: 1 h, tell: harbor/mara}}]\n").load()
    folder.save("policy/hours.yaml", f"{HOURS}ladder: [{{after: 2 h, tell: harbor/ned}}]\n")
    folder.save("directory/accounts.yaml", f"{ACCOUNTS}    touch-point: summit/jon\n")
    folder.load() if process == "the same process" else folder.start()
    assert [each.found.file for each in folder.loaded.behind] == ["directory/accounts.yaml", "policy/hours.yaml"]
    assert [each.tell for each in folder.loaded.policy.ladder] == ["harbor/mara"]
    assert folder.loaded.directory.touch_point("bakery").person == "harbor/mara"


def test_a_mistake_in_a_policy_file_makes_no_directory_file_wrong(folder):
    folder.save("directory/partners.yaml", f"{PARTNERS}    hours: desk\n").load()
    folder.save("policy/hours.yaml", HOURS.replace("12:00", "07:00")).load()
    assert folder.errors == [("KB634", "policy/hours.yaml:3")]
    assert folder.loaded.policy.calendar("desk").opens


@pytest.mark.parametrize(
    ("file", "broken"),
    [("policy/hours.yaml", HOURS.replace("12:00", "07:00")), ("directory/vendor.yaml", f"{VENDOR}  tennants: []\n")],
)
def test_what_a_file_that_was_never_good_may_hold_is_missed_nowhere(folder, file, broken):
    folder.save("directory/partners.yaml", f"{PARTNERS}    hours: desk\n")
    folder.save("policy/more.yaml", "ladder: [{after: 1 h, tell: northsky/ines}]\n").save(file, broken)
    folder.loaded = None
    assert {where.rpartition(":")[0] for _, where in folder.load().errors} == {file}
    assert [each.tell for each in folder.loaded.policy.ladder] == ["northsky/ines"]
    assert folder.loaded.directory.by_id["summit"].hours == "desk"


def test_a_calendar_that_is_taken_away_is_missed_where_it_is_named(folder):
    folder.save("directory/partners.yaml", f"{PARTNERS}    hours: desk\n").load()
    folder.save("policy/hours.yaml", "silence: 3 d\n").load()
    assert folder.errors == [("KB623", "directory/partners.yaml:6")]
    assert folder.loaded.policy.calendar("desk").name == "office"


def test_one_part_of_the_policy_may_stand_in_many_files(folder):
    folder.save("policy/a.yaml", "limits: {open-cases: 2}\nseverities: {A: {duty: Stay.}}\n")
    folder.save("policy/b.yaml", "limits: {cases-a-day: 4}\nseverities: {A: {reachable: 1 h}, B: {duty: Come.}}\n")
    folder.load()
    assert folder.errors == []
    limits = folder.loaded.policy.limits
    assert (limits.open_cases, limits.cases_a_day, limits.messages_a_minute) == (2, 4, 30)
    assert folder.loaded.policy.severities["A"].duty == "Stay."


def test_what_was_set_first_stays_and_the_file_that_sets_it_again_is_refused(folder):
    folder.save("policy/z.yaml", "silence: 3 d\n").load()
    folder.save("policy/a.yaml", "silence: 4 d\n").load()
    assert folder.errors == [("KB631", "policy/a.yaml:1")]
    assert folder.loaded.policy.silence.days == 3


def test_a_product_group_and_an_organisation_share_their_names(folder):
    folder.save("directory/accounts.yaml", ACCOUNTS.replace("bakery", "storage")).load()
    assert folder.errors == [("KB602", "directory/accounts.yaml:2")]


def test_products_are_free_while_no_product_group_names_any(folder):
    folder.save("directory/vendor.yaml", VENDOR.replace(", products: [Backup]", ""))
    folder.save("directory/accounts.yaml", f"{ACCOUNTS}    products: [Tea]\n").load()
    assert folder.errors == []


def test_the_one_product_group_that_is_there_without_being_written_may_be_named(folder):
    folder.save("directory/vendor.yaml", "vendor: {id: northsky, people: [{id: ines}]}\n")
    folder.save("policy/a.yaml", "routing: [{group: product-group}]\n").load()
    assert folder.errors == []


def test_no_more_unknown_names_are_told_of_one_file_than_anybody_reads(folder):
    people = "".join(f"  - {{after: {number} min, tell: harbor/p{number}}}\n" for number in range(1, 300))
    folder.save("policy/a.yaml", f"ladder:\n{people}").load()
    assert len(folder.errors) == 200


def test_a_severity_that_the_policy_does_not_list_is_named_at_its_line(folder):
    folder.save("policy/a.yaml", "severities: {D: {definition: A wish.}}\n")
    folder.save("policy/b.yaml", "default-severity: E\nplans:\n  gold: {severities: [D, F]}\n")
    assert folder.load().errors == [("KB640", "policy/b.yaml:1"), ("KB640", "policy/b.yaml:3")]


def test_severities_of_ones_own_are_ordered_as_written_and_the_last_one_is_the_default(folder):
    text = "severities:\n  critical: {definition: All is down.}\n  normal: {definition: A question.}\n"
    folder.save("policy/a.yaml", text).load()
    policy = folder.loaded.policy
    assert (tuple(policy.severities), policy.default_severity) == (("critical", "normal"), "normal")
    assert policy.entitlement("basic").covers("critical")
