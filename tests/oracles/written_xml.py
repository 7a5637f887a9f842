"""Writes generated values with the codec, and reads the documents with two readers.

What it checks, for the responses of every operation of botocore's model and for error documents:

* every value of XML 1.0 characters is written. Python's expat with namespaces finds exactly the
  elements of rules W1 and W3, in their order and namespace, with exactly the texts of the value
  (texts that rule E3 trims are written trimmed), without a declaration, and without attributes
  except the namespace;
* the codec reads the same value back (rule W2), trimmed where E3 trims;
* a value with a character that XML 1.0 cannot carry is refused with the code "invalid-character"
  (rule W2), in any text of the value.

How to run it, in a Python that has botocore; count and seed are optional:

    PYTHON tests/oracles/written_xml.py [COUNT [SEED]] -- target/release/examples/adapter

Prints how many values were written, refused and read back, and how many were wrong. Exits 1 when one
was wrong, or when one kind of case (an operation or an error, written or refused) is rare.
"""

import random
import sys
from xml.etree import ElementTree

sys.dont_write_bytecode = True

import model
import protocol
import reference
import values
from second_opinion import ERROR_STATUSES, same

FORBIDDEN = [chr(code) for code in range(0x20) if chr(code) not in "\t\n\r"] + ["\ufffe", "\uffff"]
OUTERMOST = "\t\n\r \u0085\u00a0\ufeff\ufffd"


def text(generator):
    """Text of any XML characters, often with white space or an unusual character at an end."""
    inner = values.peculiar_text(generator)
    if generator.random() < 0.3:
        inner = generator.choice(OUTERMOST) + inner
    if generator.random() < 0.3:
        inner += generator.choice(OUTERMOST)
    return inner


def text_of_shape(generator, shape):
    """A text for a shape of the model, sometimes outside the values that the model lists."""
    return generator.choice(shape.enum) if shape.enum and generator.random() < 0.7 else text(generator)


def some_response(generator, operation):
    value = model.boto3_shape(operation, model.response_value(generator, operation, text_of_shape))
    metadata = {"RequestId": "r" + text(generator)} if generator.random() < 0.7 else {}
    return {**value, "ResponseMetadata": metadata}


def some_error(generator):
    names = [name for name in ("Type", "Code", "Message", "Detail") if generator.random() < 0.7]
    fields = {name: text(generator) for name in names}
    if "Code" in fields and generator.random() < 0.5:
        fields["Code"] = generator.choice(values.CODES)
    status = generator.choice(ERROR_STATUSES)
    request_id = "r" + text(generator) if generator.random() < 0.7 else ""
    return reference.error_response(fields, request_id, status)


def spoiled(generator, value):
    """The value with a forbidden character put into one of its texts; `None` when it has none."""
    places = list(texts_in(value))
    if not places:
        return None
    container, name, is_key = generator.choice(places)
    place = name if is_key else container[name]
    position = generator.randint(0, len(place))
    place = place[:position] + generator.choice(FORBIDDEN) + place[position:]
    if is_key:
        container[place] = container.pop(name)
    else:
        container[name] = place
    return value


def texts_in(value):
    """Every free text of a value: its dictionary or list, its key there, and whether the text is the key."""
    attributes = value.get("DkimAttributes", {})
    yield from ((attributes, name, True) for name in attributes)
    for holder in (value, *attributes.values()):
        tokens = holder.get("DkimTokens", [])
        yield from ((tokens, index, False) for index in range(len(tokens)))
        yield from ((holder, name, False) for name in sorted(holder.keys() & {"DkimVerificationStatus", "RequestId"}))
    for holder in (value.get("ResponseMetadata", {}), value.get("Error", {})):
        yield from ((holder, name, False) for name in sorted(holder))


# ---------------------------------------------------------------------------------------------
# The expected documents: pairs of a name and either its text or its children


def response_tree(operation, response):
    members = {name: response[name] for name in operation.output_shape.members}
    tree = [(model.result_name(operation), model.content(operation.output_shape, members))]
    if "RequestId" in response["ResponseMetadata"]:
        tree.append(("ResponseMetadata", [("RequestId", reference.trimmed(response["ResponseMetadata"]["RequestId"]))]))
    return (model.response_name(operation), tree)


def error_tree(error):
    fields = trimmed_error(error)["Error"]
    tree = [("Error", [(name, fields[name]) for name in ("Type", "Code", "Message", "Detail") if name in fields])]
    if "RequestId" in error:
        tree.append(("RequestId", reference.trimmed(error["RequestId"])))
    return ("ErrorResponse", tree)


def tree_differences(tree, element):
    """The differences between an element that expat read and the expected tree, as sentences."""
    name, content = tree
    if element.tag != f"{{{model.NAMESPACE}}}{name}" or element.attrib:
        yield f"{element.tag} with the attributes {element.attrib}, not {name}"
    elif isinstance(content, str):
        if len(element) or (element.text or "") != content:
            yield f"{name} holds {element.text!r}, not {content!r}"
    elif len(element) != len(content):
        yield f"{name} holds {[child.tag for child in element]}"
    else:
        stray = (element.text or "") + "".join(child.tail or "" for child in element)
        if stray.strip(" \n"):
            yield f"{name} holds the text {stray!r}"
        for inner, child in zip(content, element):
            yield from tree_differences(inner, child)


# ---------------------------------------------------------------------------------------------
# The cases


class Case:
    """A value to be written, and whether it can be."""

    def __init__(self, generator):
        self.operation = generator.choice(model.OPERATIONS)
        self.is_error = generator.random() < 0.4
        self.value = some_error(generator) if self.is_error else some_response(generator, self.operation)
        self.spoiled = generator.random() < 0.25 and spoiled(generator, self.value) is not None

    def kind(self):
        return ("an error" if self.is_error else self.operation.name, "refused" if self.spoiled else "written")

    def request(self):
        if self.is_error:
            return {"op": "encode_error", "error_response": self.value}
        return {"op": "encode_response", "operation": self.operation.name, "response": self.value}

    def writing_differences(self, reply):
        """The faults of the written document or of the refusal, as sentences."""
        if self.spoiled or "ok" not in reply:
            if not self.spoiled or reply.get("reject", {}).get("code") != "invalid-character":
                yield f"the reply is {reply}"
            return
        body = reply["ok"]["body"]
        if body.startswith(("<?", "\ufeff")):
            yield "the document has a declaration or a byte order mark"
        tree = error_tree(self.value) if self.is_error else response_tree(self.operation, self.value)
        try:
            yield from tree_differences(tree, ElementTree.fromstring(body))
        except ElementTree.ParseError as error:
            yield f"expat refuses the document: {error}"

    def reading_request(self, reply):
        body = reply["ok"]["body"].encode()
        return protocol.decode_response_request(body, self.operation.name, self.value.get("status", 200))

    def reading_differences(self, reply):
        """The faults of the value that the codec read back, as sentences."""
        if self.is_error:
            value = reply.get("error_response")
            wrong = value != trimmed_error(self.value)
        else:
            value = reply.get("ok")
            wrong = value is None or not same(value, trimmed_response(self.value))
        if wrong:
            yield f"read back as {reply}"


def trimmed_response(response):
    metadata = {name: reference.trimmed(text) for name, text in response["ResponseMetadata"].items()}
    value = {name: of_reference(member) for name, member in response.items()}
    return {**value, "ResponseMetadata": metadata}


def of_reference(member):
    """A member of a response as the reference reads it. A map keeps the order of its keys."""
    return reference.Identities(list(member.items())) if isinstance(member, dict) else member


def trimmed_error(error):
    """An error as it is read: rule E3 trims all fields except the message and the detail."""
    fields = dict(error["Error"])
    for name in fields.keys() & {"Type", "Code"}:
        fields[name] = reference.trimmed(fields[name])
    request_id = reference.trimmed(error.get("RequestId", ""))
    return reference.error_response(fields, request_id, error["status"])


def check(adapter, cases):
    """Writes the cases, reads them back, and returns each case with its reply and its faults."""
    replies = adapter.exchange([case.request() for case in cases])
    found = [list(case.writing_differences(reply)) for case, reply in zip(cases, replies)]
    written = [number for number, reply in enumerate(replies) if "ok" in reply]
    readings = adapter.exchange([cases[number].reading_request(replies[number]) for number in written])
    for number, reading in zip(written, readings):
        found[number] += cases[number].reading_differences(reading)
    return zip(cases, replies, found)


def main():
    options, command = protocol.split_command(sys.argv[1:])
    count = int(options[0]) if options else 40_000
    generator = random.Random(int(options[1]) if len(options) > 1 else 1)
    adapter = protocol.Adapter(command)
    kinds = [*model.ACTIONS, "an error"]
    totals = {(what, how): 0 for what in kinds for how in ("written", "refused")}
    wrong = 0
    for cases in protocol.in_batches(Case(generator) for _ in range(count)):
        for case, reply, found in check(adapter, cases):
            totals[case.kind()] += 1
            wrong += bool(found)
            if found and wrong <= 20:
                print(f"wrong: {case.request()}\n  {reply}")
                print("".join(f"  {sentence}\n" for sentence in found), end="")
    adapter.close()
    parts = [f"{what} {number:,} {how}" for (what, how), number in totals.items()]
    print(f"{count:,} values: {', '.join(parts)}; every written value was read back; {wrong:,} wrong")
    if min(totals.values()) * 50 < count:
        sys.exit("vacuous: one kind of case is rare")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
