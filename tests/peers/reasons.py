"""Classifies the harm of a failed vector, from the cause that the suite reports."""

# The harms of a failure, worst first.
WRONG_DATA = "wrong data"
ERROR_LOST = "error read as success"
NO_ANSWER = "no answer"
READ_ON = "read, not refused"
NOT_READ = "not read"
ERROR_ALTERED = "error altered"
REQUEST_ID = "request id"
RETRY = "retry class"
WRITTEN = "written wrongly"

HARMS = {
    WRONG_DATA: "the answer is read, with wrong or missing identities, values or tokens",
    ERROR_LOST: "an error of the service is returned as an answer",
    NO_ANSWER: "the client hangs or crashes",
    READ_ON: "a damaged or foreign document is returned as an answer",
    NOT_READ: "a good answer is refused, or an error of the service loses its status",
    ERROR_ALTERED: "a field of an error is lost, wrong or made up",
    REQUEST_ID: "the request id is lost or wrong",
    RETRY: "an error is put in another retry class",
    WRITTEN: "the written form or document has another meaning",
}

SERVER_WRONG = "wrong answer"
SERVER_ACCEPTS = "accepted, not refused"
SERVER_DAMAGED = "no SES document"
SERVER_REFUSES = "refused"
SERVER_HARMS = {
    SERVER_WRONG: "the answer is the answer to another request",
    SERVER_DAMAGED: "the reply is neither an answer nor an error document of the service",
    SERVER_ACCEPTS: "an invalid request gets an answer",
    SERVER_REFUSES: "a good request is refused",
}


def harm(op, cause):
    """The harm of a failure of a client."""
    cause = cause.split(" outcomes: ")[-1]
    if cause.startswith(("no answer", "the process")):
        return NO_ANSWER
    if op == "classify":
        return RETRY
    if op not in ("decode_request", "decode_response"):
        return WRITTEN
    if " in place of " in cause:
        found, expected = cause.split(" in place of ")
        if found.startswith("the refusal"):
            return NOT_READ
        if found == "a value":
            return READ_ON if expected == "a refusal" else ERROR_LOST
        return ERROR_ALTERED
    if "/RequestId " in cause:
        return REQUEST_ID
    return WRONG_DATA if cause.startswith(("/DkimAttributes", "/DkimTokens")) else ERROR_ALTERED


def server_harm(cause):
    """The harm of a failure of a server."""
    found, _, expected = cause.partition(" in place of ")
    if found.startswith("status "):
        return SERVER_DAMAGED
    if found.startswith("an answer") and expected == "a refusal":
        return SERVER_ACCEPTS
    return SERVER_REFUSES if "refusal" in found else SERVER_WRONG
