"""Cuts generated documents at every byte before the root's last `>`: none may be accepted.

What is proven: a reply that was cut off on its way is never taken for data. A proper prefix that
ends before the last `>` of the root element is no well-formed document, whatever the document is
(XML 1.0, production [1]), so each prefix of each document has to be refused: by decode_response
under status 200, and by check_xml. The documents are small responses and error documents in
random disguises; each is first seen to be accepted whole.

How to run it, with count and seed optional:

    python3 .ci/cuts.py [COUNT [SEED]] -- target/release/examples/adapter

Prints the documents, their median length, the prefixes and how many were accepted. Exits 1 when
one was.
"""

import random
import statistics
import sys
import time

sys.dont_write_bytecode = True

import documents


def generated(generator):
    """A small document; about one in four is an error document."""
    disguise = generator.choice([0.0, 0.3, 0.7])
    if generator.random() < 0.25:
        return documents.error_document(generator, disguise)[0]
    return documents.response_document(generator, most_entries=1, disguise=disguise)[0]


def end_of_root(body):
    """The offset of the root's last `>`: what follows is white space, comments, instructions."""
    rest = body.rstrip(b" \t\r\n")
    for start, end in ((b"<!--", b"-->"), (b"<?", b"?>")):
        if rest.endswith(end):
            return end_of_root(rest[: rest.rindex(start)])
    return len(rest) - 1


def requests_for(body):
    """Every proper prefix before the end of the root, for both operations, as raw lines."""
    for length in range(end_of_root(body) + 1):
        text = documents.encoded(body[:length]).encode()
        yield b'{"id":0,"op":"decode_response","status":200,"request_id_header":null,"body_b64":"%s"}\n' % text
        yield b'{"id":0,"op":"check_xml","body_b64":"%s"}\n' % text


def is_refused(line):
    """Whether a reply refuses; one that does not begin as most do is read in full."""
    return line.startswith(b'{"id":0,"reject":{') or "reject" in documents.read_reply(line, 0)


def accepted_prefixes(adapter, body):
    """The lengths of the prefixes that are not refused, by either operation."""
    replies = adapter.exchange_lines(list(requests_for(body)))
    return [number // 2 for number, reply in enumerate(replies) if not is_refused(reply)]


def is_accepted_whole(adapter, body):
    replies = adapter.exchange([documents.decode_request(body), documents.check_xml_request(body)])
    return not any("reject" in reply for reply in replies)


def wrong_cuts(adapter, body):
    """Sentences on what is wrong with the replies to one document and to its prefixes."""
    if not is_accepted_whole(adapter, body):
        yield f"refused whole: {body!r}"
    for length in accepted_prefixes(adapter, body):
        yield f"accepted: the first {length} of {len(body)} bytes: {body[:length]!r}"


def main():
    options, command = documents.split_command(sys.argv[1:])
    count = int(options[0]) if options else 10_000
    generator = random.Random(int(options[1]) if len(options) > 1 else 1)
    adapter = documents.Adapter(command)
    started = time.monotonic()
    lengths, prefixes, wrong = [], 0, 0
    for _ in range(count):
        body = generated(generator)
        lengths.append(len(body))
        prefixes += end_of_root(body) + 1
        for sentence in wrong_cuts(adapter, body):
            wrong += 1
            print(sentence)
    adapter.close()
    rate = 2 * prefixes / (time.monotonic() - started)
    print(
        f"{count:,} documents, median {statistics.median(lengths):.0f} bytes, {prefixes:,} prefixes, "
        f"{rate:,.0f} requests a second, {wrong:,} wrong"
    )
    sys.exit(1 if wrong or not prefixes else 0)


if __name__ == "__main__":
    main()
