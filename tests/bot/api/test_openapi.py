"""The OpenAPI document: whole, and true of what is really answered."""

import json
import re

import pytest
from jsonschema import Draft202012Validator

from tests.bot.api.conftest import EVERYTHING


@pytest.fixture
async def document(portal):
    described = await portal.get(None, "/openapi.json")
    assert described.status == 200
    return described.body


def refusals_of(document, schema, value):
    """Return what is wrong with a value by a schema of the document."""
    whole = {**schema, "components": document["components"]}
    return [error.message for error in Draft202012Validator(whole).iter_errors(value)]


def operations(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


async def test_every_reference_leads_somewhere_and_every_schema_is_one(document):
    assert document["openapi"] == "3.1.0"
    schemas = document["components"]["schemas"]
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(document)))
    assert named <= schemas.keys()
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)


async def test_a_component_is_called_by_its_subject_and_not_by_its_class(document):
    schemas = document["components"]["schemas"]
    assert {"Account", "Case", "Event", "File", "KnownIssue", "Leg", "Notice", "OpenCase", "Problem"} <= schemas.keys()
    assert "Shape" not in json.dumps([schemas, document["paths"]])


async def test_every_operation_has_a_name_of_its_own_and_every_part_of_its_path(document):
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))
    for _, path, operation in operations(document):
        told = {each["name"] for each in operation["parameters"] if each["in"] == "path"}
        assert told == set(re.findall(r"{(\w+)}", path))


async def test_the_verbs_of_the_fixed_interface_are_there(document):
    verbs = ("accept", "ask", "answer", "reply", "note", "reject", "escalate", "resolve", "reopen", "withdraw", "merge")
    assert {f"/cases/{{number}}/{verb}" for verb in verbs} <= document["paths"].keys()
    assert document["paths"]["/cases"].keys() == {"get", "post"}


async def test_every_operation_exists_and_asks_for_a_token(portal, document):
    for method, path, _ in operations(document):
        refused = await portal.ask(None, method, re.sub(r"{\w+}", "C-1001", path))
        assert refused.status == 401, path


async def test_what_is_answered_is_as_the_document_says(portal, document):
    number = "C-1001"
    clinic = "C-1002"
    script = [
        ("bakery/olu", "POST", "/cases", "", {"title": "cold", "text": "so cold"}, 201),
        ("clinic/rosa", "POST", "/cases", "", {"title": "cold"}, 201),
        ("harbor/mara", "POST", "/cases/{number}/accept", number, None, 200),
        ("harbor/mara", "POST", "/cases/{number}/accept", number, None, 409),
        ("harbor/mara", "POST", "/cases/{number}/escalate", number, {}, 422),
        ("harbor/mara", "POST", "/cases/{number}/escalate", number, EVERYTHING, 200),
        ("summit/jon", "POST", "/cases/{number}/escalate", clinic, EVERYTHING, 409),
        ("north/ines", "POST", "/cases/{number}/note", number, {"text": "hm", "visibility": "nda"}, 200),
        ("north/ines", "POST", "/cases/{number}/note", number, {"txt": "hm"}, 422),
        (
            "harbor/mara",
            "POST",
            "/cases/{number}/attach",
            number,
            {"name": "log", "link": "https://files.example/log"},
            200,
        ),
        ("bakery/olu", "POST", "/cases/{number}/accept", number, None, 403),
        ("summit/jon", "GET", "/cases/{number}", number, None, 404),
        ("north/ines", "GET", "/cases/{number}", number, None, 200),
        ("harbor/mara", "GET", "/cases", "", None, 200),
        (None, "GET", "/cases", "", None, 401),
    ]
    for person, method, path, case, body, status in script:
        answer = await portal.ask(person, method, path.replace("{number}", case), body)
        assert answer.status == status, answer.text
        told = document["paths"][path][method.lower()]["responses"][str(status)]
        assert refusals_of(document, told["content"]["application/json"]["schema"], answer.body) == [], answer.text
        if body is not None and status < 300:
            asked = document["paths"][path][method.lower()]["requestBody"]["content"]["application/json"]["schema"]
            assert refusals_of(document, asked, body) == []


async def test_a_body_that_the_document_refuses_is_refused(portal, document):
    schema = document["paths"]["/cases"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    for body in ({}, {"title": "a", "more": 1}, {"title": "a", "severity": "X"}, {"title": "a", "attachments": "none"}):
        assert refusals_of(document, schema, body)
        assert (await portal.post("bakery/olu", "/cases", body)).status == 422
