"""Who an asker is, and what they may see."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.entry import Visibility
from knowledge.people.audience import Audience, Role
from knowledge.people.directory import Directory, UnknownPerson
from knowledge.people.organisation import Agreement, Organisation, Person, ProductGroup, TouchPoint

TODAY = date(2026, 6, 1)
OLU, MARA, INES, JON = (
    Person("olu", "Olu", "o-1"),
    Person("mara", "Mara", "o-2"),
    Person("ines", "Ines"),
    Person("jon", "Jon"),
)
DIRECTORY = Directory(
    organisations=(
        Organisation(Role.VENDOR, "northsky", "Northsky", ("t-v",), (INES,)),
        Organisation(
            Role.PARTNER,
            "harbor",
            "Harbor",
            ("t-h",),
            (MARA,),
            agreement=Agreement(date(2026, 1, 1), date(2026, 12, 31)),
        ),
        Organisation(
            Role.PARTNER, "summit", "Summit", ("t-s",), (JON,), agreement=Agreement(date(2024, 1, 1), date(2025, 1, 1))
        ),
        Organisation(Role.CUSTOMER, "bakery", "Bakery", ("T-B", "t-b2"), (OLU,), partners=("harbor", "summit")),
    ),
    web_chat="harbor",
    folders=("harbor", "summit"),
)


def audience(tenant, object="x", **more):
    return DIRECTORY.asker(tenant, object, today=more.pop("today", TODAY), **more).audience


def test_a_customer_sees_their_partners_in_order_and_the_vendor():
    assert audience("t-b", "o-1") == Audience(("harbor", "summit", "vendor"), Visibility.CUSTOMER)


def test_a_person_is_known_by_tenant_and_object_id_in_any_case():
    asker = DIRECTORY.asker("t-B2", "O-1", today=TODAY)
    assert (asker.written, asker.name, asker.partner, asker.key) == ("bakery/olu", "Olu", "harbor", "t-B2/o-1")


def test_somebody_unlisted_of_a_known_tenant_is_a_member_all_the_same():
    asker = DIRECTORY.asker("t-b", "o-99", today=TODAY)
    assert (asker.role, asker.person, asker.object) == (Role.CUSTOMER, "o-99", "o-99")


def test_an_object_id_of_another_tenant_says_nothing():
    assert DIRECTORY.asker("t-b", "o-2", today=TODAY).person == "o-2"


@pytest.mark.parametrize("tenant", ["", "t-unknown"])
def test_a_stranger_sees_what_is_public_in_the_web_chat(tenant):
    asker = DIRECTORY.asker(tenant, "o-1", today=TODAY)
    assert asker.role is Role.STRANGER
    assert asker.audience == Audience(("harbor", "vendor"), Visibility.PUBLIC)


def test_without_a_web_chat_a_stranger_sees_the_vendors_public_entries():
    asker = Directory(folders=("harbor",)).asker("t", "o", today=TODAY)
    assert (asker.audience, asker.partner) == (Audience(("vendor",), Visibility.PUBLIC), None)


def test_staff_of_a_partner_see_their_own_folder_and_the_vendors():
    assert audience("t-h") == Audience(("harbor", "vendor"), Visibility.PARTNER, nda=True)


@pytest.mark.parametrize(
    ("today", "nda"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)
def test_nda_entries_open_while_the_agreement_is_current(today, nda):
    assert audience("t-h", today=today).nda is nda


def test_a_lapsed_agreement_opens_nothing_under_nda():
    assert audience("t-s") == Audience(("summit", "vendor"), Visibility.PARTNER, nda=False)


def test_the_vendors_staff_see_the_vendors_folder():
    assert audience("t-v") == Audience(("vendor",), Visibility.VENDOR)


@pytest.mark.parametrize("tenant", ["t-v", "t-h", "t-b"])
def test_a_group_chat_gets_public_entries_only(tenant):
    in_group = audience(tenant, group=True)
    assert (in_group.visibility, in_group.nda) == (Visibility.PUBLIC, False)
    assert in_group.partners == audience(tenant).partners


def test_a_person_is_written_organisation_and_id():
    asker = DIRECTORY.person("harbor/mara", today=TODAY)
    assert asker == DIRECTORY.asker("t-h", "o-2", today=TODAY)


def test_anybody_may_be_a_stranger():
    assert DIRECTORY.person("stranger/x", today=TODAY).key == "/x"


@pytest.mark.parametrize(
    ("written", "hint"),
    [("bakery/ola", "bakery/olu"), ("olu", "bakery/olu"), ("", "stranger/"), ("stranger/", "stranger/")],
)
def test_somebody_unknown_is_answered_with_who_comes_near(written, hint):
    with pytest.raises(UnknownPerson, match=hint):
        DIRECTORY.person(written, today=TODAY)


def test_everybody_is_listed_customers_first_and_one_stranger_last():
    assert [each.written for each in DIRECTORY.everybody(TODAY)] == [
        "bakery/olu",
        "harbor/mara",
        "summit/jon",
        "northsky/ines",
        "stranger/anybody",
    ]


def test_everybody_in_the_picker_has_a_key_of_their_own():
    keys = [each.key for each in DIRECTORY.everybody(TODAY)]
    assert len(set(keys)) == len(keys)


def test_the_first_person_of_the_first_account_asks_by_default():
    assert DIRECTORY.default(TODAY).written == "bakery/olu"


def test_without_accounts_a_guest_of_all_folders_asks():
    asker = Directory(folders=("harbor", "summit")).default(TODAY)
    assert asker.audience == Audience(("harbor", "summit", "vendor"), Visibility.CUSTOMER)


def test_the_guest_asks_only_while_the_directory_lists_nobody():
    empty = Directory(folders=("harbor",))
    guest = empty.default(TODAY)
    assert empty.asker(guest.tenant, guest.object, today=TODAY) == guest
    assert guest in empty.everybody(TODAY)
    assert empty.person(guest.written, today=TODAY) == guest
    with pytest.raises(UnknownPerson):
        DIRECTORY.person(guest.written, today=TODAY)
    assert DIRECTORY.asker(guest.tenant, guest.object, today=TODAY).role is Role.STRANGER
    assert empty.asker("somewhere", guest.object, today=TODAY).role is Role.STRANGER


def test_whoever_may_be_chosen_is_recognised_again_though_no_tenant_or_object_is_written():
    person = Person("olu", "Olu")
    bare = Directory((Organisation(Role.CUSTOMER, "bakery", "Bakery", people=(person,), partners=("harbor",)),))
    for chosen in bare.listed(TODAY):
        assert bare.asker(chosen.tenant, chosen.object, today=TODAY) == chosen


def staffed(**more):
    vendor = Organisation(Role.VENDOR, "northsky", "Northsky", people=(INES, Person("ole", "Ole")), **more)
    return Directory((vendor, *DIRECTORY.organisations[1:]))


def test_where_no_product_group_is_written_all_of_the_vendors_people_are_one():
    (group,) = staffed().product_groups()
    assert (group.id, group.members) == ("product-group", ("ines", "ole"))
    assert staffed().groups_of("northsky", "ines") == {"product-group"}
    assert staffed().product_group("anything") == group
    assert Directory().product_groups() == ()
    assert Directory().product_group("anything") is None


def test_a_written_product_group_has_its_members_and_products():
    storage, mail = ProductGroup("storage", "Storage", ("Backup",), ("ines",)), ProductGroup("mail", "Mail")
    directory = staffed(groups=(mail, storage))
    assert directory.groups_of("northsky", "ines") == {"storage"}
    assert directory.groups_of("northsky", "ole") == directory.groups_of("harbor", "ines") == frozenset()
    assert directory.product_group("backup") == storage
    assert directory.product_group(None) == directory.product_group("tea") == mail


def test_the_touch_point_of_an_account_is_who_is_written_or_its_partners_first_person():
    bakery = DIRECTORY.by_id["bakery"]
    written = replace(bakery, touch_point=TouchPoint("summit/jon", role="sales"), deputy=TouchPoint("harbor/mara"))
    directory = Directory((*DIRECTORY.organisations[:-1], written))
    assert directory.touch_point("bakery") == TouchPoint("summit/jon", "Jon", "sales")
    assert directory.deputy("bakery") == TouchPoint("harbor/mara", "Mara")
    assert DIRECTORY.touch_point("bakery") == TouchPoint("harbor/mara", "Mara")
    assert DIRECTORY.deputy("bakery") is None
    assert DIRECTORY.touch_point("nobody") is None


def test_everybody_works_on_cases_where_nobody_is_named():
    harbor = DIRECTORY.by_id["harbor"]
    assert harbor.supports("mara")
    assert not replace(harbor, support=("ned",)).supports("mara")


def test_an_agreement_opens_the_groups_that_it_names_or_all():
    agreement = DIRECTORY.by_id["harbor"].agreement
    assert agreement.opens("storage")
    assert not replace(agreement, groups=("mail",)).opens("storage")
