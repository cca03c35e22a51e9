//! Bodies of several parts as they arrive.

use std::io;

use specwright_runtime::{
    Answer, ByteSource, Call, Client, ErrorKind, Failure, InvalidRequest, Method, Operation, Part, RequestWriter,
    Security, Settings,
};

use crate::server::{Fate, Received, Server, answer};

/// `PUT /attachments`.
struct Attach {
    note: Option<String>,
    files: Vec<Part>,
}

impl Operation for Attach {
    type Output = ();
    type Error = ();
    const ID: &'static str = "attach";
    const METHOD: Method = Method::PUT;
    const PATH: &'static str = "/attachments";
    const SECURITY: Security = &[];

    fn write(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.header("content-type", "multipart/form-data")?;
        request.multipart("multipart/form-data", |form| {
            form.value("note", &self.note)?;
            form.parts("file", &self.files)
        })
    }

    fn read(answer: &Answer) -> Result<(), Failure<()>> {
        if answer.status() == 200 { answer.empty() } else { answer.empty_error(()) }
    }
}

fn client(url: &str) -> Client {
    let mut settings = Settings::new("files/0", Some(url));
    settings.allow_http(true);
    settings.build().expect("a client")
}

fn attach(files: Vec<Part>) -> Attach {
    Attach { note: Some("two files".to_owned()), files }
}

/// The name, the type and the content of each part; the boundary is what the head says it is.
fn parts(request: &Received) -> Vec<(String, String)> {
    let (_, boundary) = request.header("content-type").expect("a type").split_once("; boundary=").expect("a boundary");
    let body = request.body.strip_prefix(&format!("--{boundary}\r\n")).expect("a first part");
    let body = body.strip_suffix(&format!("\r\n--{boundary}--\r\n")).expect("an end");
    let part = |part: &str| {
        let (headers, content) = part.split_once("\r\n\r\n").expect("headers");
        (headers.replace("\r\n", "|"), content.to_owned())
    };
    body.split(&format!("\r\n--{boundary}\r\n")).map(part).collect()
}

fn stream(text: &'static str) -> ByteSource {
    ByteSource::reader(io::Cursor::new(text))
}

const NOTE: &str = "Content-Disposition: form-data; name=\"note\"";
const FILE: &str = "Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"|Content-Type: text/plain";

fn file(content: impl Into<ByteSource>) -> Part {
    Part::bytes(content).file_name("a.txt").content_type("text/plain")
}

#[track_caller]
fn arrived(request: &Received, files: &[&str]) {
    let mut expected = vec![(NOTE.to_owned(), "two files".to_owned())];
    expected.extend(files.iter().map(|content| (FILE.to_owned(), (*content).to_owned())));
    assert_eq!(parts(request), expected);
}

#[tokio::test]
async fn parts_arrive_whole_whatever_they_are_made_of() {
    let server = Server::start(vec![answer("200 OK", &[], "")]).await;
    let client = client(&server.url());
    let bodies = [
        vec![file("one"), file("\r\n--\r\n")],
        vec![file("one"), file(stream("\r\n--\r\n"))],
        vec![file(stream("one").with_length(3)), file(ByteSource::from_fn(|| "\r\n--\r\n".into()).with_length(6))],
    ];
    for files in bodies {
        Call::new(&client, attach(files)).await.expect("an answer");
    }
    let received = server.received();
    received.iter().for_each(|request| arrived(request, &["one", "\r\n--\r\n"]));
    let framing: Vec<bool> = received.iter().map(|request| request.header("content-length").is_some()).collect();
    assert_eq!(framing, [true, false, true]);
}

#[tokio::test]
async fn forms_are_repeated_if_all_of_their_parts_can_be() {
    let busy = || vec![answer("503 Busy", &[], ""), Fate::Reset(Vec::new()), answer("200 OK", &[], "")];
    let server = Server::start(busy()).await;
    let again = attach(vec![file("one"), file(ByteSource::from_fn(|| "two".into()))]);
    Call::new(&client(&server.url()), again).await.expect("an answer");
    let received = server.received();
    assert_eq!(received.len(), 3);
    received.iter().for_each(|request| arrived(request, &["one", "two"]));
    assert!(received.iter().all(|request| request.body == received[0].body));

    let server = Server::start(busy()).await;
    let once = attach(vec![file("one"), file(stream("two"))]);
    let error = Call::new(&client(&server.url()), once).await.expect_err("busy");
    assert_eq!((error.attempts(), server.received().len(), error.is_retryable()), (1, 1, false));
}

#[tokio::test]
async fn a_form_with_a_part_that_is_gone_takes_nothing_from_the_others() {
    let server = Server::start(vec![answer("200 OK", &[], "")]).await;
    let client = client(&server.url());
    let (gone, there) = (stream("gone"), stream("there"));
    Call::new(&client, attach(vec![file(gone.clone())])).await.expect("an answer");
    let error = Call::new(&client, attach(vec![file(there.clone()), file(gone)])).await.expect_err("a part is gone");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    Call::new(&client, attach(vec![file(there)])).await.expect("an answer");
    let received = server.received();
    assert_eq!(received.len(), 2);
    arrived(&received[1], &["there"]);
}

#[tokio::test]
async fn a_part_that_fails_ends_the_call_without_another_attempt() {
    let server = Server::start(vec![answer("200 OK", &[], "")]).await;
    let part = file(ByteSource::chunks(|_| Some(Err(io::Error::other("the disk is gone"))).into()));
    let error = Call::new(&client(&server.url()), attach(vec![part])).await.expect_err("a broken source");
    assert_eq!(error.to_string(), "attach: the body of the request could not be read to its end");
    assert_eq!((error.attempts(), server.received().len()), (1, 0));
}

#[tokio::test]
async fn an_optional_part_may_be_absent() {
    let server = Server::start(vec![answer("200 OK", &[], "")]).await;
    let call = Call::new(&client(&server.url()), Attach { note: None, files: vec![file("x")] });
    call.await.expect("an answer");
    assert_eq!(parts(&server.received()[0]), [(FILE.to_owned(), "x".to_owned())]);
}
