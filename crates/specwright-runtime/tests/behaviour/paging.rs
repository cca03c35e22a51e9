//! Lists that come in pages: every way from one page to the next, how lists end, and how servers fail to end them.

use serde::Deserialize;
use serde_json::{Value, json};
use specwright_runtime::{
    Answer, Call, Credential, Failure, InvalidRequest, Method, Mock, NextPage, Operation, PageTurn, Paged, Query,
    Reply, RequestWriter, Secret, Security, Settings, Stream,
};

const FORM: Query = Query::Form { explode: true };

/// `GET /list`, whose pages follow one another as a function says.
pub(crate) struct List {
    turn: fn(&mut List, &Page, PageTurn<'_>) -> NextPage,
    cursor: Option<String>,
    number: Option<i64>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Page {
    #[serde(default)]
    items: Vec<i64>,
    next: Option<Value>,
    more: Option<bool>,
    count: Option<i64>,
}

impl Operation for List {
    type Output = Page;
    type Error = String;
    const ID: &'static str = "list";
    const METHOD: Method = Method::GET;
    const PATH: &'static str = "/list";
    const SECURITY: Security = &[&[], &["key"]];

    fn write(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.header("x-kept", "1")?;
        request.query("cursor", &self.cursor, FORM)?;
        request.query("n", &self.number, FORM)
    }

    fn read(answer: &Answer) -> Result<Page, Failure<String>> {
        match answer.status() {
            200 => answer.json(),
            _ => answer.undeclared(),
        }
    }
}

impl Paged for List {
    type Item = i64;

    fn items(page: &mut Page) -> Option<&mut Vec<i64>> {
        Some(&mut page.items)
    }

    fn turn(&mut self, page: &Page, turn: PageTurn<'_>) -> NextPage {
        (self.turn)(self, page, turn)
    }
}

type Turn = fn(&mut List, &Page, PageTurn<'_>) -> NextPage;

const CURSOR: Turn = |list, page, turn| turn.more(&page.more).cursor(&mut list.cursor, &page.next);
const HEADER: Turn = |list, _, turn| turn.cursor_header(&mut list.cursor, "x-next");
const LAST: Turn = |list, page, turn| turn.more(&page.more).cursor(&mut list.cursor, &page.items.last());
const NUMBER: Turn = |list, page, turn| turn.more(&page.more).page(&mut list.number, 1);
const NUMBER_OF: Turn = |list, page, turn| turn.pages(&page.count).page(&mut list.number, 1);
const OFFSET: Turn = |list, page, turn| turn.total(&page.count).offset(&mut list.number, 0);
const LINK: Turn = |_, page, turn| turn.link(&page.next);
const LINK_HEADER: Turn = |_, _, turn| turn.link_header();

fn settings(mock: &Mock) -> Settings {
    let mut settings = Settings::new("lists", Some("https://h/v1"));
    settings.transport(mock.clone());
    settings
}

fn list(mock: &Mock, turn: Turn) -> Call<List> {
    call(settings(mock), turn)
}

fn call(settings: Settings, turn: Turn) -> Call<List> {
    Call::new(&settings.build().expect("a client"), List { turn, cursor: None, number: None })
}

fn page(items: &[i64], next: impl Into<Value>) -> Reply {
    Reply::ok(&json!({"items": items, "next": next.into()}))
}

fn mock(replies: impl IntoIterator<Item = Reply>) -> Mock {
    let mock = Mock::new();
    mock.on::<List>().replies(replies);
    mock
}

fn paths(mock: &Mock) -> String {
    let sent = mock.all_sent();
    let paths = sent.iter().map(|sent| sent.uri().path_and_query().map_or_else(String::new, ToString::to_string));
    paths.collect::<Vec<_>>().join(" ")
}

/// The items that come, and how the list ends when that is not well.
async fn told(call: Call<List>) -> String {
    let mut items = call.items();
    let mut told = Vec::new();
    while let Some(item) = items.next().await {
        told.push(item.map_or_else(|error| format!("({error})"), |item| item.to_string()));
        assert!(told.len() < 100, "the list has no end");
    }
    assert!(items.next().await.is_none(), "the end is the end");
    told.join(" ")
}

#[track_caller]
fn check(mock: &Mock, found: &str, paths_wanted: &str, wanted: &str) {
    assert_eq!((paths(mock).as_str(), found), (paths_wanted, wanted));
    mock.assert_done();
}

#[tokio::test]
async fn a_cursor_leads_on_until_there_is_none() {
    let mock = mock([page(&[1, 2], "a&b"), page(&[], "c"), page(&[3], ""), page(&[9], ())]);
    let told = told(list(&mock, CURSOR)).await;
    assert_eq!(told, "1 2 3");
    assert_eq!(paths(&mock), "/v1/list /v1/list?cursor=a%26b /v1/list?cursor=c");
}

#[tokio::test]
async fn a_cursor_may_be_a_number_for_a_text() {
    let mock = mock([page(&[1], 7), page(&[2], 0)]);
    let told = told(list(&mock, CURSOR)).await;
    check(&mock, &told, "/v1/list /v1/list?cursor=7", "1 2");
}

#[tokio::test]
async fn a_cursor_may_stand_in_a_header() {
    let mock = mock([page(&[1], ()).header("X-Next", "b"), page(&[2], ())]);
    let told = told(list(&mock, HEADER)).await;
    check(&mock, &told, "/v1/list /v1/list?cursor=b", "1 2");
}

#[tokio::test]
async fn the_last_item_may_be_the_cursor() {
    let more = |items: &[i64], more: bool| Reply::ok(&json!({"items": items, "more": more}));
    let mock = mock([more(&[1, 2], true), more(&[3, 4], false)]);
    let told = told(list(&mock, LAST)).await;
    check(&mock, &told, "/v1/list /v1/list?cursor=2", "1 2 3 4");
}

#[tokio::test]
async fn numbers_count_until_a_page_is_empty() {
    let mock = mock([page(&[1], ()), page(&[2], ()), page(&[], ())]);
    let told = told(list(&mock, NUMBER)).await;
    check(&mock, &told, "/v1/list /v1/list?n=2 /v1/list?n=3", "1 2");
}

#[tokio::test]
async fn numbers_count_until_the_last_page() {
    let of = |items: &[i64], count: i64| Reply::ok(&json!({"items": items, "count": count}));
    let mock = mock([of(&[1], 2), of(&[2], 2)]);
    let told = told(list(&mock, NUMBER_OF)).await;
    check(&mock, &told, "/v1/list /v1/list?n=2", "1 2");
}

#[tokio::test]
async fn counting_begins_where_the_caller_does() {
    let mock = mock([page(&[1], ()), page(&[], ())]);
    let mut call = list(&mock, NUMBER);
    call.operation_mut().number = Some(7);
    let told = told(call).await;
    check(&mock, &told, "/v1/list?n=7 /v1/list?n=8", "1");
}

#[tokio::test]
async fn offsets_count_what_came_and_not_what_was_asked_for() {
    let of = |items: &[i64], count: i64| Reply::ok(&json!({"items": items, "count": count}));
    let mock = mock([of(&[1, 2, 3], 5), of(&[4], 5), of(&[5], 5)]);
    let told = told(list(&mock, OFFSET)).await;
    check(&mock, &told, "/v1/list /v1/list?n=3 /v1/list?n=4", "1 2 3 4 5");
}

#[tokio::test]
async fn links_are_taken_as_they_are() {
    let mock =
        mock([page(&[1], "?a=%2f&b=1+2#x"), page(&[2], "/elsewhere?c"), page(&[3], "https://h/v2/x"), page(&[], ())]);
    let told = told(list(&mock, LINK)).await;
    check(&mock, &told, "/v1/list /v1/list?a=%2f&b=1+2 /elsewhere?c /v2/x", "1 2 3");
    assert!(mock.all_sent().iter().all(|sent| sent.header("x-kept") == Some("1")), "headers go along");
}

/// `POST /search`, whose answers have a link.
struct Search;

impl Operation for Search {
    type Output = Page;
    type Error = String;
    const ID: &'static str = "search";
    const METHOD: Method = Method::POST;
    const PATH: &'static str = "/search";
    const SECURITY: Security = &[];
    const IDEMPOTENCY_KEY: Option<&'static str> = Some("idempotency-key");

    fn write(&self, request: &mut RequestWriter) -> Result<(), InvalidRequest> {
        request.query("deep", &true, FORM)?;
        request.json(&json!({"query": "x"}))
    }

    fn read(answer: &Answer) -> Result<Page, Failure<String>> {
        answer.json()
    }
}

impl Paged for Search {
    type Item = i64;

    fn items(page: &mut Page) -> Option<&mut Vec<i64>> {
        Some(&mut page.items)
    }

    fn turn(&mut self, page: &Page, turn: PageTurn<'_>) -> NextPage {
        turn.link(&page.next)
    }
}

#[tokio::test]
async fn a_link_is_got_whatever_the_first_page_was_asked_for_with() {
    let mock = Mock::new();
    mock.on::<Search>().reply(page(&[1], "/v1/next?of=1"));
    mock.on_request("GET", "/v1/next").reply(page(&[2], ()));
    let mut pages = Call::new(&settings(&mock).build().expect("a client"), Search).pages();
    let mut items = Vec::new();
    while let Some(page) = pages.next().await {
        items.extend(page.expect("a page").items);
    }
    assert_eq!((items, paths(&mock).as_str()), (vec![1, 2], "/v1/search?deep=true /v1/next?of=1"));
    let sent = mock.all_sent();
    let second = sent.last().expect("a request");
    assert!(second.body().is_empty() && second.header("content-type").is_none());
    assert!(second.header("idempotency-key").is_none());
}

#[tokio::test]
async fn links_may_stand_in_the_headers() {
    let mock = mock([page(&[1], ()).header("link", r#"</v1/list?p=2>; rel="next""#), page(&[2], ())]);
    let told = told(list(&mock, LINK_HEADER)).await;
    check(&mock, &told, "/v1/list /v1/list?p=2", "1 2");
}

#[tokio::test]
async fn links_lead_to_trusted_origins_only() {
    for link in ["https://evil.test/list", "//evil.test/list", "http://h/v1/list", "https://h@evil.test/", "mailto:x"] {
        let mock = mock([page(&[1], link)]);
        let told = told(list(&mock, LINK)).await;
        assert!(told.starts_with("1 (list: the link to the next page"), "{link}: {told}");
        mock.assert_done();
    }
    let mock = mock([page(&[1], "https://other.test/list"), page(&[2], ())]);
    let mut settings = settings(&mock);
    settings.trust_origin("https://other.test");
    assert_eq!(told(call(settings, LINK)).await, "1 2");
}

#[tokio::test]
async fn credentials_go_along_with_links_and_stand_in_them_once() {
    let mock = mock([page(&[1], "?key=old&p=2"), page(&[2], "?p=3"), page(&[3], ())]);
    let mut settings = settings(&mock);
    settings.credential("key", Credential::query("key", Secret::from("new")));
    let told = told(call(settings, LINK)).await;
    check(&mock, &told, "/v1/list?key=new /v1/list?key=old&p=2 /v1/list?p=3&key=new", "1 2 3");
}

#[tokio::test]
async fn a_list_that_leads_in_a_circle_ends_in_an_error() {
    let circle = "(list: the list leads in a circle: a page names one that has come as the next)";
    for turn in [CURSOR, LINK] {
        let mock = mock([page(&[1], "?a"), page(&[2], "?b"), page(&[3], "?a")]);
        let told = told(list(&mock, turn)).await;
        assert_eq!(told, format!("1 2 3 {circle}"));
        mock.assert_done();
    }
    let mock = mock([page(&[1], "/v1/list")]);
    assert_eq!(told(list(&mock, LINK)).await, format!("1 {circle}"));
}

#[tokio::test]
async fn a_page_that_comes_twice_ends_the_list_in_an_error() {
    for turn in [CURSOR, NUMBER, OFFSET] {
        let mock = mock([page(&[1], "a"), page(&[1], "a")]);
        let told = told(list(&mock, turn)).await;
        assert_eq!(told, "1 (list: the server answered with the same page again)");
        mock.assert_done();
    }
}

#[tokio::test]
async fn what_follows_nowhere_is_an_error() {
    let mock = mock([Reply::ok(&json!({"items": [1], "more": true}))]);
    assert_eq!(told(list(&mock, CURSOR)).await, "1 (list: the page says that more follow, but not where they are)");
}

#[tokio::test]
async fn an_error_comes_once_and_ends_the_list() {
    let mock = mock([page(&[1], "a"), Reply::status(404)]);
    assert_eq!(
        told(list(&mock, CURSOR)).await,
        "1 (list: the server answered 404 Not Found; its body is not what the API declares: the API declares no such status)"
    );
    let mock = self::mock([page(&[1], "a"), Reply::ok(&json!({"items": "x"}))]);
    let mut pages = list(&mock, CURSOR).pages();
    assert!(pages.next().await.expect("a page").is_ok());
    let error = pages.next().await.expect("an error").expect_err("it does not fit");
    assert_eq!((error.is_decode(), error.decode_path()), (true, Some("items")));
    assert!(pages.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn each_page_is_a_call_with_its_retries_and_what_was_set_for_it() {
    let mock = mock([page(&[1], "a"), Reply::broken_off(), Reply::status(503), page(&[2], ())]);
    let told = told(list(&mock, CURSOR).header("x-own", "me")).await;
    assert_eq!(told, "1 2");
    assert!(mock.all_sent().iter().all(|sent| sent.header("x-own") == Some("me")));
}

#[tokio::test]
async fn limits_end_a_list_and_ask_for_nothing_behind_it() {
    let three = || [page(&[1, 2], "a"), page(&[3, 4], "b"), page(&[5], ())];
    let mock = mock(three());
    assert!(list(&mock, CURSOR).pages().max_pages(0).next().await.is_none());
    let mut items = list(&mock, CURSOR).items().max_items(2);
    for wanted in [Some(1), Some(2), None] {
        assert_eq!(items.next().await.map(|item| item.expect("an item")), wanted);
    }
    assert_eq!(mock.all_sent().len(), 1);
    let mock = self::mock(three());
    let mut pages = list(&mock, CURSOR).pages().max_pages(2);
    let mut came = 0;
    while let Some(page) = pages.next().await {
        came += page.expect("a page").items.len();
    }
    assert_eq!((came, mock.all_sent().len()), (4, 2));
}

#[tokio::test]
async fn pages_and_items_are_streams() {
    async fn count(mut stream: impl Stream + Unpin) -> usize {
        let mut count = 0;
        while std::future::poll_fn(|cx| std::pin::Pin::new(&mut stream).poll_next(cx)).await.is_some() {
            count += 1;
        }
        count
    }
    let two = || mock([page(&[1, 2, 3], "a"), page(&[4], ())]);
    assert_eq!(count(list(&two(), CURSOR).pages()).await, 2);
    assert_eq!(count(list(&two(), CURSOR).items()).await, 4);
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_client_has_iterators() {
    let mock = mock([page(&[1, 2], "a"), page(&[3], "b"), Reply::status(400)]);
    let client = settings(&mock).build_blocking().expect("a client");
    let list = || Call::new(&client, List { turn: CURSOR, cursor: None, number: None });
    let items: Vec<_> =
        list().items().map(|item| item.map_err(|error| error.status().map(|status| status.as_u16()))).collect();
    assert_eq!(items, [Ok(1), Ok(2), Ok(3), Err(Some(400))]);
    let mock = self::mock([page(&[1, 2], "a"), page(&[3], ())]);
    let client = settings(&mock).build_blocking().expect("a client");
    let call = Call::new(&client, List { turn: CURSOR, cursor: None, number: None });
    assert_eq!(call.pages().max_pages(1).count(), 1);
}
