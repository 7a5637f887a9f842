//! A process that answers each line with a line, or is given up in time.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// No honest reply is longer: the longest body of the suite is a thousandth of this.
const LINE_LIMIT: u64 = 32 << 20;

/// How long a process may take to end when its input has ended.
const FAREWELL: Duration = Duration::from_secs(1);

/// A running process; dropping it closes its input and, if that does not end it, kills it.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    requests: Option<Sender<String>>,
    replies: Receiver<Vec<u8>>,
}

impl Process {
    pub(crate) fn start(command: &[String]) -> Result<Self, String> {
        let [program, arguments @ ..] = command else {
            return Err("no COMMAND to start".into());
        };
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("cannot start {program}: {error}"))?;
        let (requests, to_write) = mpsc::channel::<String>();
        // A process that does not read would block the writer: it has a thread of its own.
        let stdin = child.stdin.take();
        thread::spawn(move || {
            let mut stdin = stdin?;
            for line in to_write {
                stdin.write_all(line.as_bytes()).and_then(|()| stdin.flush()).ok()?;
            }
            Some(())
        });
        // The channel is short, so that a process that prints without end waits.
        let (read, replies) = mpsc::sync_channel(4);
        let stdout = child.stdout.take();
        thread::spawn(move || {
            let mut stdout = BufReader::new(stdout?);
            loop {
                let mut line = Vec::new();
                let mut limited = stdout.by_ref().take(LINE_LIMIT);
                if limited.read_until(b'\n', &mut line).ok()? == 0 {
                    return Some(());
                }
                read.send(line).ok()?;
            }
        });
        Ok(Self { child, requests: Some(requests), replies })
    }

    /// Sends a line and waits for one.
    pub(crate) fn exchange(&self, line: String, timeout: Duration) -> Result<Vec<u8>, String> {
        // A process that is gone is noticed by its closed output.
        let _ = self.requests.as_ref().map(|requests| requests.send(line));
        self.replies.recv_timeout(timeout).map_err(|error| match error {
            RecvTimeoutError::Timeout => format!("no answer within {timeout:?}"),
            RecvTimeoutError::Disconnected => "the process ended without an answer".into(),
        })
    }

    /// Ends a process that has gone wrong.
    pub(crate) fn kill(mut self) {
        kill(&mut self.child);
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.requests = None;
        wait(&mut self.child, FAREWELL).ok();
        kill(&mut self.child);
    }
}

/// Whether a process has ended in time with success; killed when it has not ended.
pub(crate) fn wait(child: &mut Child, timeout: Duration) -> Result<bool, String> {
    let start = Instant::now();
    while start.elapsed() < timeout {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status.success()),
            Ok(None) => thread::sleep(Duration::from_millis(2)),
            Err(error) => return Err(error.to_string()),
        }
    }
    kill(child);
    Err(format!("did not end within {timeout:?}"))
}

/// A process that is gone already is as good as killed.
fn kill(child: &mut Child) {
    child.kill().ok();
    child.wait().ok();
}
