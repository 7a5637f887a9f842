
extern crate std;

pub fn seeded(text: &str, when: Option<u8>) -> usize {
    let now = std::time::Instant::now();
    let read = std::fs::read(text).expect("a file");
    let _ = text.parse::<u8>();
    std::println!("{now:?}");
    std::eprintln!("{now:?}");
    match crate::XmlErrorKind::Doctype {
        crate::XmlErrorKind::Doctype => read.len() + usize::from(when.unwrap()),
        _ => panic!("seeded"),
    };
    unreachable!("seeded")
}
