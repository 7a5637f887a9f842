//! The rate limit of the service, separate for each operation.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use ses_dkim_codec::Operation;

/// Admits calls of an operation at the rate of the service.
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
