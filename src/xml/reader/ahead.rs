//! What stands further on in the text, so that it is searched for once.

/// The next of some bytes, searched for once however many runs of text stand in front of it.
pub(super) struct Ahead {
    /// How much text is left from it on: none when there is none, more than is left at all when it
    /// is to be searched for.
    left: usize,
}

impl Ahead {
    pub(super) const UNKNOWN: Self = Self { left: usize::MAX };

    /// Whether it stands between `from` and `to`, of which the latter is the end of the former.
    #[inline]
    pub(super) fn is_between(
        &mut self,
        from: &str,
        to: &str,
        find: impl Fn(&[u8]) -> Option<usize>,
    ) -> bool {
        if self.left > from.len() {
            let at = find(from.as_bytes());
            self.left = at.map_or(0, |at| from.len().saturating_sub(at));
        }
        self.left > to.len()
    }
}

#[cfg(test)]
mod tests {
    use core::cell::Cell;

    use super::Ahead;

    #[test]
    fn the_next_byte_is_searched_for_once_and_again_behind_it() {
        let text = "<a>one<b>t&o<c>three<d>&";
        let searches = Cell::new(0);
        let find = |rest: &[u8]| {
            searches.set(searches.get() + 1);
            rest.iter().position(|byte| *byte == b'&')
        };
        let mut ahead = Ahead::UNKNOWN;
        let mut is_between = |from: usize, to: usize| {
            let found = ahead.is_between(text.get(from..).unwrap(), text.get(to..).unwrap(), find);
            (found, searches.get())
        };
        assert_eq!(is_between(3, 6), (false, 1));
        assert_eq!(is_between(9, 10), (false, 1));
        assert_eq!(is_between(9, 12), (true, 1));
        assert_eq!(is_between(10, 12), (true, 1));
        assert_eq!(is_between(15, 20), (false, 2));
        assert_eq!(is_between(23, 24), (true, 2));
    }

    #[test]
    fn what_never_comes_is_searched_for_once() {
        let searches = Cell::new(0);
        let find = |_: &[u8]| {
            searches.set(searches.get() + 1);
            None
        };
        let mut ahead = Ahead::UNKNOWN;
        for from in ["abc<", "bc<", "c<", "<"] {
            assert!(!ahead.is_between(from, "<", find));
        }
        assert_eq!(searches.get(), 1);
    }
}
