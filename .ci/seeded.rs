
extern crate std;

pub fn seeded(text: &str, bytes: &[u8], when: Option<u8>) -> usize {
    let now = std::time::Instant::now();
    let read = std::fs::read(text).expect("a file");
    std::println!("{now:?} {} {}", &text[1..], bytes[0]);
    match crate::DecodeErrorKind::Doctype {
        crate::DecodeErrorKind::Doctype => read.len() + usize::from(when.unwrap()),
        _ => panic!("seeded"),
    };
    unreachable!("seeded")
}
