//! The open elements.

use alloc::vec::Vec;

/// How many elements are kept without an allocation. No document of the service nests deeper.
const INLINE: usize = 8;

/// An open element: its name as written, and the offset of its start tag.
#[derive(Clone, Copy)]
pub(super) struct Open<'body> {
    pub(super) name: &'body str,
    pub(super) offset: usize,
}

/// The open elements, the innermost last.
pub(super) struct OpenElements<'body> {
    inline: [Open<'body>; INLINE],
    len: usize,
    /// The elements beyond the first [`INLINE`].
    more: Vec<Open<'body>>,
}

impl<'body> OpenElements<'body> {
    pub(super) const fn new() -> Self {
        Self { inline: [Open { name: "", offset: 0 }; INLINE], len: 0, more: Vec::new() }
    }

    #[inline(always)]
    pub(super) const fn len(&self) -> usize {
        self.len
    }

    #[inline(always)]
    pub(super) fn push(&mut self, open: Open<'body>) {
        match self.inline.get_mut(self.len) {
            Some(place) => *place = open,
            None => self.more.push(open),
        }
        self.len += 1;
    }

    /// Leaves the innermost element.
    #[inline(always)]
    pub(super) fn pop(&mut self) {
        debug_assert!(self.len > 0, "an element is open");
        self.len -= 1;
        if self.len >= INLINE {
            self.more.pop();
        }
    }

    /// The innermost element.
    #[inline(always)]
    pub(super) fn last(&self) -> Option<&Open<'body>> {
        let last = self.len.checked_sub(1)?;
        match self.inline.get(last) {
            Some(open) => Some(open),
            None => self.last_of_more(),
        }
    }

    /// Out of line, so that the common path stays short.
    #[cold]
    fn last_of_more(&self) -> Option<&Open<'body>> {
        self.more.last()
    }
}
