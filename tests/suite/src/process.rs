//! A process that answers each line with a line, within a time limit.

use std::ffi::OsString;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::display::shorten;

/// The longest line that is read: a thousand times the longest body of the suite.
const LINE_LIMIT: u64 = 32 << 20;

/// How long a process may take to exit after its input ends.
const EXIT_TIMEOUT: Duration = Duration::from_secs(1);

/// A command in its own process group, which is killed with everything that it started.
#[derive(Debug)]
pub(crate) struct Group {
    child: Child,
}

impl Group {
    /// Starts a command, with pipes to its input and from its output.
    pub(crate) fn start(command: &mut Command) -> Result<Self, String> {
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let program = command.get_program().to_string_lossy();
        let child =
            spawned.map_err(|error| format!("cannot start {}: {error}", shorten(&program)))?;
        groups::add(child.id());
        Ok(Self { child })
    }

    pub(crate) const fn take_input(&mut self) -> Option<ChildStdin> {
        self.child.stdin.take()
    }

    pub(crate) const fn take_output(&mut self) -> Option<ChildStdout> {
        self.child.stdout.take()
    }

    /// Waits for the command to exit, and returns whether it succeeded. The other processes of the
    /// group are killed.
    pub(crate) fn wait(&mut self, timeout: Duration) -> Result<bool, String> {
        let start = Instant::now();
        while !groups::has_ended(&mut self.child)? {
            if start.elapsed() >= timeout {
                self.end();
                return Err(format!("it did not end within {timeout:?}"));
            }
            thread::sleep(Duration::from_millis(2));
        }
        groups::kill(self.child.id());
        self.child.wait().map(|status| status.success()).map_err(|error| error.to_string())
    }

    /// Kills the whole group. It is not an error if the process has exited already.
    pub(crate) fn end(&mut self) {
        // Until the command is waited for, its id cannot be that of another group.
        groups::kill(self.child.id());
        self.child.kill().ok();
        self.child.wait().ok();
        groups::remove(self.child.id());
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            self.end();
        }
        groups::remove(self.child.id());
    }
}

/// The running groups, so that they can be killed when the program ends.
pub(crate) mod groups {
    use std::process::Child;
    use std::sync::{Mutex, PoisonError};

    static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());

    pub(super) fn add(id: u32) {
        RUNNING.lock().unwrap_or_else(PoisonError::into_inner).push(id);
    }

    pub(super) fn remove(id: u32) {
        RUNNING.lock().unwrap_or_else(PoisonError::into_inner).retain(|other| *other != id);
    }

    /// Kills every running group.
    pub(crate) fn kill_all() {
        for id in RUNNING.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            kill(*id);
        }
    }

    #[cfg(unix)]
    pub(super) fn kill(id: u32) {
        use rustix::process::{Pid, Signal, kill_process_group};
        if let Some(group) = i32::try_from(id).ok().and_then(Pid::from_raw) {
            // It fails if the group is empty, which is the goal.
            kill_process_group(group, Signal::KILL).ok();
        }
    }

    /// Whether the process has exited. It is not reaped, so that its id stays reserved.
    #[cfg(unix)]
    pub(super) fn has_ended(child: &mut Child) -> Result<bool, String> {
        use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};
        let id = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT | WaitIdOptions::NOHANG;
        let status = waitid(WaitId::Pid(id.ok_or("the process has no id")?), options);
        status.map(|status| status.is_some()).map_err(|error| error.to_string())
    }

    #[cfg(not(unix))]
    pub(super) fn kill(_: u32) {}

    #[cfg(not(unix))]
    pub(super) fn has_ended(child: &mut Child) -> Result<bool, String> {
        child.try_wait().map(|status| status.is_some()).map_err(|error| error.to_string())
    }
}

/// A running process. Dropping it closes its input and, if it does not exit, kills it.
#[derive(Debug)]
pub(crate) struct Process {
    group: Group,
    requests: Option<Sender<String>>,
    replies: Receiver<Vec<u8>>,
}

impl Process {
    pub(crate) fn start(command: &[OsString]) -> Result<Self, String> {
        let [program, arguments @ ..] = command else {
            return Err("expected a COMMAND, found none".into());
        };
        let mut group = Group::start(Command::new(program).args(arguments))?;
        let (requests, to_write) = mpsc::channel::<String>();
        // A process that does not read would block the writer, so the writer has its own thread.
        let stdin = group.take_input();
        thread::spawn(move || {
            let mut stdin = stdin?;
            for line in to_write {
                stdin.write_all(line.as_bytes()).and_then(|()| stdin.flush()).ok()?;
            }
            Some(())
        });
        // The channel is short, so that a process that prints endlessly is blocked.
        let (read, replies) = mpsc::sync_channel(4);
        let stdout = group.take_output();
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
        Ok(Self { group, requests: Some(requests), replies })
    }

    /// Sends a line and waits for one.
    pub(crate) fn exchange(&self, line: String, timeout: Duration) -> Result<Vec<u8>, String> {
        // If the process has exited, its output is closed, which is reported below.
        let _ = self.requests.as_ref().map(|requests| requests.send(line));
        self.replies.recv_timeout(timeout).map_err(|error| match error {
            RecvTimeoutError::Timeout => format!("no answer within {timeout:?}"),
            RecvTimeoutError::Disconnected => "the process ended without an answer".into(),
        })
    }

    /// Kills a process that failed.
    pub(crate) fn kill(mut self) {
        self.group.end();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.requests = None;
        self.group.wait(EXIT_TIMEOUT).ok();
    }
}
