use crate::api::{Client, new_thing};
use crate::server::{Server, answer};

#[tokio::test]
async fn redirects_are_answers_and_nothing_follows_them() {
    for status in ["301 Moved", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let other = Server::start(vec![answer("200 OK", &[], "{}")]).await;
        let location = format!("location: {}/elsewhere", other.url());
        let server = Server::start(vec![answer(status, &[&location], "moved")]).await;
        let builder = Client::builder().base_url(server.url()).allow_http(true).bearer("token");
        let client = builder.key_header("key").key_query("key").key_cookie("key").build().expect("a client");

        let got = client.get_thing("7").await.expect_err("a redirect");
        let posted = client.create_thing(new_thing()).await.expect_err("a redirect");
        for (status, body) in [(got.status(), got.body()), (posted.status(), posted.body())] {
            assert!(status.is_some_and(|status| status.is_redirection()));
            assert_eq!(body, Some(&b"moved"[..]));
        }
        assert_eq!(got.headers()["location"], format!("{}/elsewhere", other.url()).as_str());
        assert_eq!((server.received().len(), other.received().len()), (2, 0));
    }
}
