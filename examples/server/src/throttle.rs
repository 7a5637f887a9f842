//! The pace of the service: each operation has its own.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use ses_dkim_codec::Operation;

/// Admits the calls of an operation no closer to each other than the service does.
#[derive(Default)]
pub struct Throttle {
    admitted: HashMap<Operation, Instant>,
}

impl Throttle {
    pub fn admits(&mut self, operation: Operation, now: Instant) -> bool {
        let pause = Duration::from_secs(1) / operation.max_calls_per_second();
        let last = self.admitted.get(&operation);
        let admits = last.is_none_or(|last| now.duration_since(*last) >= pause);
        if admits {
            self.admitted.insert(operation, now);
        }
        admits
    }
}
