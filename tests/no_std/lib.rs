//! A library without std. Were std anywhere in its graph, there would be two panic handlers, which
//! the compiler refuses.

#![no_std]

extern crate alloc;

use core::alloc::{GlobalAlloc, Layout};
use core::panic::PanicInfo;
use ses_dkim_codec::{GetIdentityDkimAttributesRequest, Reply};

/// An allocator that never has anything: the library is built, not run.
struct Nothing;

// SAFETY: a null pointer is how an allocator says that it has no memory.
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

/// Uses both directions, so that nothing of the codec is left out.
#[unsafe(no_mangle)]
pub extern "C" fn length_of_form_and_reply(byte: u8) -> usize {
    let form = GetIdentityDkimAttributesRequest::new(["example.com"]).to_form();
    let body = [byte];
    let reply = Reply::from_http(200, None, &body);
    form.len() + usize::from(reply.is_ok())
}
