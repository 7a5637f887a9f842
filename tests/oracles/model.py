"""The operations of botocore's model, read at run time from its `service-2.json`.

The oracles know only the shapes of an operation. The shapes determine which values are generated, and
how documents and forms are written and read.
"""

import functools

import botocore.loaders
import botocore.model

ACTIONS = ["GetIdentityDkimAttributes", "VerifyDomainDkim", "SetIdentityDkimEnabled"]


@functools.cache
def service():
    description = botocore.loaders.Loader().load_service_model("ses", "service-2")
    return botocore.model.ServiceModel(description, "ses")


NAMESPACE = service().metadata["xmlNamespace"]
VERSION = service().api_version
OPERATIONS = [service().operation_model(action) for action in ACTIONS]


def response_name(operation):
    """The name of the root element of a response: Smithy awsQuery, "Response serialization"."""
    return operation.name + "Response"


def result_name(operation):
    """The name of the element around the members of a response."""
    return operation.output_shape.serialization["resultWrapper"]


def members(shape):
    """The name and the shape of every member of a shape, recursively."""
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            yield name, member
            yield from members(member)
    elif shape.type_name == "list":
        yield from members(shape.member)
    elif shape.type_name == "map":
        yield from members(shape.value)


RESPONSE_MEMBERS = [pair for operation in OPERATIONS for pair in members(operation.output_shape)]
# A list or a map contains only its items. Other elements may have unknown members.
CLOSED = {name for name, shape in RESPONSE_MEMBERS if shape.type_name in ("list", "map")}
NAMES = sorted(
    {name for name, _ in RESPONSE_MEMBERS}
    | {name(operation) for operation in OPERATIONS for name in (response_name, result_name)}
)


def value_of(random, shape, text):
    """A value of a shape. Members of structures may be absent. A map is a list of pairs, in which a key may
    occur twice. `text` makes a text for a shape."""
    if shape.type_name == "structure":
        present = [pair for pair in shape.members.items() if random.random() < 0.8]
        return {name: value_of(random, member, text) for name, member in present}
    if shape.type_name == "list":
        return [value_of(random, shape.member, text) for _ in range(random.choice([0, 1, 1, 2, 3]))]
    if shape.type_name == "map":
        count = random.choice([0, 1, 1, 2, 3])
        return [(text(random, shape.key), value_of(random, shape.value, text)) for _ in range(count)]
    return random.random() < 0.5 if shape.type_name == "boolean" else text(random, shape)


def response_value(random, operation, text):
    """The members of a response, all of them present."""
    members = operation.output_shape.members.items()
    return {name: value_of(random, member, text) for name, member in members}


def plain(value):
    """A value with its maps as dictionaries. The last value of a repeated key counts."""
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], tuple):
        return {key: plain(member) for key, member in value}
    return value


def boto3_shape(operation, value):
    """The members of a response as boto3 returns them. An empty map is a dictionary too."""
    shapes = operation.output_shape.members
    return {name: dict(plain(member)) if shapes[name].type_name == "map" else member for name, member in value.items()}


def content(shape, value, order=list):
    """The content of the element of a value: a text, or the nodes of its children. `order` may reorder
    the children of a structure."""
    if shape.type_name == "structure":
        return order([(name, content(shape.members[name], member, order)) for name, member in value.items()])
    if shape.type_name == "list":
        return [("member", content(shape.member, item, order)) for item in value]
    if shape.type_name == "map":
        entries = value.items() if isinstance(value, dict) else value
        return [
            ("entry", order([("key", key), ("value", content(shape.value, member, order))]))
            for key, member in entries
        ]
    return value if isinstance(value, str) else str(value).lower()
