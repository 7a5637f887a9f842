"""Says of a verdict of the suite on a failed vector what the failure does to the data."""

# What a failure does, the worst first.
WRONG_DATA = "wrong data"
ERROR_LOST = "error read as success"
READ_ON = "read, not refused"
NOT_READ = "not read"
ERROR_ALTERED = "error altered"
REQUEST_ID = "request id"
RETRY = "retry class"
WRITTEN = "written otherwise"

HARMS = {
    WRONG_DATA: "an answer is read, with identities, values or tokens that it does not have, or without some that it has",
    ERROR_LOST: "an error of the service is handed out as an answer",
    READ_ON: "a damaged or foreign document is handed out as an answer",
    NOT_READ: "an answer or an error is refused, its status with it",
    ERROR_ALTERED: "an error of the service loses a field, gets another one, or one that is made up",
    REQUEST_ID: "the request id is lost or another one",
    RETRY: "tried again in vain, not at all, or in the wrong way",
    WRITTEN: "a request, an answer or a record is written that means something else",
}


def harm(verdict):
    """What a failure does; its cause is in the words of the suite."""
    cause = verdict["cause"].split(" outcomes: ")[-1]
    if verdict["op"] == "classify":
        return RETRY
    if verdict["op"] not in ("decode_request", "decode_response"):
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
