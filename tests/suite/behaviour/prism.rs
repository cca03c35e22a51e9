//! Prism: a mock server made of an API's document, which checks every request against it.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::fs::{self, File};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use specwright_runtime::{Body, Bytes, Error, ErrorKind, Response, http};
use specwright_tests::{fresh_folder, tool};
use tokio::runtime::Runtime;

use crate::behaviour::documents;

/// Where Prism tells what it found wrong with a request, or with its own answer.
const VIOLATIONS: &str = "sl-violations";

/// A running Prism. Stops when the last test that uses it ends.
pub(crate) struct Prism {
    child: Mutex<Child>,
    port: u16,
    log: PathBuf,
}

static RUNNING: Mutex<BTreeMap<&str, Weak<Prism>>> = Mutex::new(BTreeMap::new());

impl Prism {
    /// The Prism of an API, started if none is running or the one that was has died; `None` when it is not installed.
    pub(crate) fn of(api: &'static str) -> Option<Arc<Self>> {
        let program = tool("node_modules/.bin/prism")?;
        let mut running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        let known = running.get(api).and_then(Weak::upgrade).filter(|prism| prism.is_alive());
        let prism = known.unwrap_or_else(|| Arc::new(start(&program, api)));
        running.insert(api, Arc::downgrade(&prism));
        Some(prism)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn is_alive(&self) -> bool {
        let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        matches!(child.try_wait(), Ok(None))
    }

    fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }
}

/// Ends the whole process group, however the test ended.
impl Drop for Prism {
    fn drop(&mut self) {
        if thread::panicking() {
            println!("Prism said:\n{}", self.log());
        }
        let child = self.child.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Ok(id) = i32::try_from(child.id()) {
            let _ = killpg(Pid::from_raw(id), Signal::SIGKILL);
        }
        let _ = child.wait();
    }
}

/// Another process may take the free port first, so there is more than one try.
fn start(program: &Path, api: &str) -> Prism {
    let folder = fresh_folder(&format!("prism-{api}"));
    let document = folder.join("effective.json");
    fs::write(&document, documents::effective(api)).unwrap();
    let mut said = String::new();
    for _ in 0..3 {
        let prism = launch(program, &document, folder.join("log"));
        if is_ready(&prism) {
            return prism;
        }
        said = prism.log();
    }
    panic!("Prism did not start with the document of {api}:\n{said}");
}

fn launch(program: &Path, document: &Path, log: PathBuf) -> Prism {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let out = File::create(&log).unwrap();
    let child = Command::new(program)
        .args(["mock", "-h", "127.0.0.1", "-p", &port.to_string()])
        .arg(document)
        .stdin(Stdio::null())
        .stderr(out.try_clone().unwrap())
        .stdout(out)
        .process_group(0)
        .spawn()
        .unwrap();
    Prism { child: Mutex::new(child), port, log }
}

fn is_ready(prism: &Prism) -> bool {
    let patience = Instant::now() + Duration::from_secs(60);
    while prism.is_alive() && Instant::now() < patience {
        if TcpStream::connect(("127.0.0.1", prism.port)).is_ok() {
            return true;
        }
        thread::sleep(Duration::from_millis(50));
    }
    false
}

/// A success with which Prism found nothing wrong.
#[track_caller]
pub(crate) fn accepted<T, E>(answer: Result<Response<T>, Error<E>>) -> T {
    let answer = answer.unwrap_or_else(|error| panic!("{error}: {}", received(&error)));
    assert_eq!((answer.status().as_u16(), answer.headers().get(VIOLATIONS)), (200, None));
    answer.into_inner()
}

/// A declared error that Prism was asked for.
#[track_caller]
pub(crate) fn declared<T: Debug, E: Debug + PartialEq>(
    answer: Result<Response<T>, Error<E>>,
    status: u16,
    expected: &E,
) {
    let error = answer.expect_err("an error was asked for");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(status), "{error}");
    assert_eq!(error.headers().get(VIOLATIONS), None);
    assert_eq!(error.api(), Some(expected), "{error}: {}", received(&error));
    assert_eq!((error.kind(), error.decode_path()), (ErrorKind::Api, None));
}

/// A declared error that Prism answers because the request is wrong; it says where and how with each of `reasons`.
#[track_caller]
pub(crate) fn refused<T: Debug, E: Debug + PartialEq>(
    answer: Result<Response<T>, Error<E>>,
    status: u16,
    expected: &E,
    reasons: &[&str],
) {
    let error = answer.expect_err("a wrong request");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(status), "{error}");
    let violations = error.headers()[VIOLATIONS].to_str().unwrap();
    for reason in reasons {
        assert!(violations.contains(reason), "{reason} is not in {violations}");
    }
    assert_eq!(error.api(), Some(expected), "{error}: {}", received(&error));
}

fn received<E>(error: &Error<E>) -> String {
    String::from_utf8_lossy(error.body().unwrap_or_default()).into_owned()
}

/// Sends a request past the client, to see the answer as it came.
pub(crate) fn fetch(runtime: &Runtime, request: http::Request<Body>) -> http::Response<Bytes> {
    runtime.block_on(async {
        let request = request.map(|body| body.as_bytes().unwrap().clone());
        let request = reqwest::Request::try_from(request).unwrap();
        let answer = reqwest::Client::new().execute(request).await.unwrap();
        let (status, headers) = (answer.status(), answer.headers().clone());
        let mut response = http::Response::new(answer.bytes().await.unwrap());
        (*response.status_mut(), *response.headers_mut()) = (status, headers);
        response
    })
}
