//! The next occurrence of a byte in the text, found by a single search.

/// The next occurrence of some bytes, searched for once and not again for each run of text.
pub(super) struct Lookahead {
    /// The length of the text from the occurrence on. It is 0 if there is no occurrence, and more than
    /// the length of the whole text if the search has not been done yet.
    left: usize,
}

impl Lookahead {
    pub(super) const UNKNOWN: Self = Self { left: usize::MAX };

    /// Whether there is an occurrence in `text` before `rest`, which is the end of `text`.
    #[inline]
    pub(super) fn is_before(
        &mut self,
        rest: &str,
        text: &str,
        find: impl Fn(&[u8]) -> Option<usize>,
    ) -> bool {
        if self.left > text.len() {
            self.left = find(text.as_bytes()).map_or(0, |at| text.len() - at);
        }
        self.left > rest.len()
    }
}

#[cfg(test)]
mod tests {
    use core::cell::Cell;

    use super::Lookahead;

    #[test]
    fn each_occurrence_is_searched_for_once() {
        let text = "<a>one<b>t&o<c>three<d>&";
        let searches = Cell::new(0);
        let find = |rest: &[u8]| {
            searches.set(searches.get() + 1);
            rest.iter().position(|byte| *byte == b'&')
        };
        let mut lookahead = Lookahead::UNKNOWN;
        let mut occurs_between = |from: usize, to: usize| {
            let found = lookahead.is_before(&text[to..], &text[from..], find);
            (found, searches.get())
        };
        assert_eq!(occurs_between(3, 6), (false, 1));
        assert_eq!(occurs_between(9, 10), (false, 1));
        assert_eq!(occurs_between(9, 12), (true, 1));
        assert_eq!(occurs_between(10, 12), (true, 1));
        assert_eq!(occurs_between(15, 20), (false, 2));
        assert_eq!(occurs_between(23, 24), (true, 2));
    }

    #[test]
    fn a_missing_byte_is_searched_for_once() {
        let searches = Cell::new(0);
        let find = |_: &[u8]| {
            searches.set(searches.get() + 1);
            None
        };
        let mut lookahead = Lookahead::UNKNOWN;
        for text in ["abc<", "bc<", "c<", "<"] {
            assert!(!lookahead.is_before("<", text, find));
        }
        assert_eq!(searches.get(), 1);
    }
}
