//! Every law, for every short body over an alphabet with each class of bytes.

use ses_dkim_codec_tests::laws;

/// The delimiters of XML 1.0, white space, NUL, a letter and a digit; the bytes of the byte order
/// mark; the first bytes of characters of two, three and four bytes; a byte that UTF-8 never has.
const ALPHABET: &[u8] = b"<>/!?-[]&#;='\" \r\n\0:a1\xBB\xBF\xC3\xE2\xEF\xF0\xFF";

/// Calls `check` with `body`, and with every continuation of it by up to `more` bytes.
fn each_continuation(body: &mut Vec<u8>, more: usize, check: &mut impl FnMut(&[u8])) {
    check(body);
    if more == 0 {
        return;
    }
    for byte in ALPHABET {
        body.push(*byte);
        each_continuation(body, more - 1, check);
        body.pop();
    }
}

/// The number of bodies that continue this beginning by up to `more` bytes, each of them checked.
fn checked(beginning: &[u8], more: usize) -> usize {
    let mut count = 0;
    each_continuation(&mut beginning.to_vec(), more, &mut |body| {
        laws::every_law_of_a_body(body);
        count += 1;
    });
    count
}

#[test]
fn every_law_holds_for_every_body_of_up_to_three_bytes_of_the_alphabet() {
    let len = ALPHABET.len();
    assert_eq!(checked(b"", 3), 1 + len + len * len + len * len * len);
}

/// The beginnings end inside and after each kind of markup, and inside documents of the service.
#[test]
fn every_law_holds_for_every_continuation_by_two_bytes() {
    let beginnings = [
        "\u{FEFF}",
        "\u{FEFF}<a>",
        "<?xml version='1.0' encoding='US-ASCII'?><a>",
        "<?xml version='1.",
        "<?xml version='1.0'",
        "<?xml version='1.0'?",
        "<?a",
        "<!-",
        "<!--",
        "<!---",
        "<a",
        "<a ",
        "<a b",
        "<a b=",
        "<a b='",
        "<a b=''",
        "<a/",
        "<a>",
        "<a>&",
        "<a>&#",
        "<a>&#x",
        "<a>]",
        "<a><",
        "<a><!",
        "<a><![CDATA[",
        "<a><![CDATA[]",
        "<a></",
        "<a></a",
        "<a/>",
        "<Response",
        "<Response><Errors>",
        "<Error><Code>",
        "<Error><Code>a</Code></Error",
        "<VerifyDomainDkimResponse><VerifyDomainDkimResult><DkimTokens",
        "<VerifyDomainDkimResponse><VerifyDomainDkimResult><DkimTokens>",
        "<VerifyDomainDkimResponse><VerifyDomainDkimResult><DkimTokens><member>",
        "<SetIdentityDkimEnabledResponse><SetIdentityDkimEnabledResult/></SetIdentityDkimEnabledResponse",
    ];
    let each = 1 + ALPHABET.len() * (1 + ALPHABET.len());
    for beginning in beginnings {
        assert_eq!(checked(beginning.as_bytes(), 2), each, "{beginning}");
    }
}
