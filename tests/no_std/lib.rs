//! A library without std. If a dependency used std, there would be two panic handlers, which the
//! compiler refuses.

#![no_std]

extern crate alloc;

use core::alloc::{GlobalAlloc, Layout};
use core::panic::PanicInfo;
use ses_dkim_codec::{
    GetIdentityDkimAttributesRequest, HttpReply, SetIdentityDkimEnabledRequest,
    VerifyDomainDkimRequest,
};

/// An allocator without memory: the library is built, not run.
struct Nothing;

// SAFETY: an allocator may return a null pointer, which means that it has no memory.
unsafe impl GlobalAlloc for Nothing {
    unsafe fn alloc(&self, _: Layout) -> *mut u8 {
        core::ptr::null_mut()
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static NOTHING: Nothing = Nothing;

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {}
}

/// Uses both directions of every operation, so that the linker keeps the whole codec.
#[unsafe(no_mangle)]
pub extern "C" fn length_of_forms_and_replies(byte: u8) -> usize {
    let body = [byte];
    let http = HttpReply::new(200, &body);
    let get = GetIdentityDkimAttributesRequest::new(["example.com"]);
    let verify = VerifyDomainDkimRequest::new("example.com");
    let set = SetIdentityDkimEnabledRequest::new("example.com", true);
    let replies = [get.reply(http).is_ok(), verify.reply(http).is_ok(), set.reply(http).is_ok()];
    let forms = [get.to_form(), verify.to_form(), set.to_form()];
    let lengths = forms.iter().map(|form| form.len());
    lengths.chain(replies.map(usize::from)).sum()
}
