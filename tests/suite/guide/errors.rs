//! What goes wrong.

mod declared {
    use library_client::{
        operations::AddBook,
        runtime::{Mock, Reply},
    };
    use serde_json::json;

    use crate::guide::{Checked, client};

    // example
    use library_client::{AddBookError, Client, models::NewBook};

    async fn add(client: &Client, book: NewBook) -> Result<String, Box<dyn std::error::Error>> {
        match client.add_book(book).await {
            Ok(book) => Ok(book.id),
            Err(error) => match error.api() {
                // Status 409, which the document declares: its body is typed.
                Some(AddBookError::Conflict(conflict)) => Ok(conflict.existing_id.clone()),
                _ => Err(error.into()),
            },
        }
    }
    // end

    #[tokio::test]
    async fn declared_errors_are_typed_and_others_kept() -> Checked {
        let mock = Mock::new();
        let conflict = Reply::status(409).json(&json!({"existing_id": "7"}));
        let other = Reply::status(500).text("the shelf is on fire");
        mock.on::<AddBook>().replies([conflict.header("content-type", "application/problem+json"), other]);
        let client = client(&mock);
        assert_eq!(add(&client, NewBook::new("Undersea")).await?, "7");
        let error = add(&client, NewBook::new("Undersea")).await.unwrap_err();
        let error = error.downcast::<library_client::Error<AddBookError>>().unwrap();
        assert_eq!(error.body(), Some(&b"the shelf is on fire"[..]));
        mock.assert_done();
        Ok(())
    }
}

mod kinds {
    use library_client::{
        models::NewBook,
        runtime::{Mock, Reply},
    };
    use serde_json::json;

    use crate::guide::builder;

    // example
    use library_client::{Error, ErrorKind};

    fn advice<E>(error: &Error<E>) -> &'static str {
        match error.kind() {
            _ if error.is_retryable() => "the same call may succeed later",
            ErrorKind::Api => "the server has refused it",
            ErrorKind::Timeout | ErrorKind::Transport => "it may have been done: look before you try again",
            ErrorKind::Decode => "it has been done, but nobody can read the answer",
            ErrorKind::InvalidRequest | ErrorKind::Credential => "nothing was sent",
            _ => "something else went wrong",
        }
    }
    // end

    #[track_caller]
    fn check<T, E>(result: Result<T, Error<E>>, expected: &str) {
        assert_eq!(result.err().map(|error| advice(&error)), Some(expected));
    }

    #[tokio::test]
    async fn a_kind_says_what_is_known() {
        let mock = Mock::new();
        mock.on_request("GET", "/v1/books/7").replies([
            Reply::status(503),
            Reply::status(404),
            Reply::ok(&json!({"id": 7})),
        ]);
        mock.on_request("POST", "/v1/books").replies([Reply::status(500)]);
        let client = builder(&mock).max_attempts(1).build().unwrap();
        check(client.get_book("7").await, "the same call may succeed later");
        check(client.get_book("7").await, "the server has refused it");
        check(client.get_book("7").await, "it has been done, but nobody can read the answer");
        check(client.get_book("..").await, "nothing was sent");
        check(client.add_book(NewBook::new("Emma")).await, "the server has refused it");
    }
}

mod report {
    use library_client::{
        operations::GetBook,
        runtime::{Mock, Reply},
    };
    use serde_json::json;

    use crate::guide::{Checked, client};

    // example
    use library_client::Error;

    fn report<E>(error: &Error<E>) -> String {
        // The error itself quotes neither bodies nor header values, so it may go to any log.
        let mut line = error.to_string();
        if let Some(id) = error.request_id() {
            line += &format!("; request {id}");
        }
        if let Some(detail) = error.problem().and_then(|problem| problem.detail) {
            line += &format!("; {detail}");
        }
        line
    }
    // end

    #[tokio::test]
    async fn a_problem_and_a_request_id_are_at_hand() -> Checked {
        let mock = Mock::new();
        let problem = json!({"title": "Gone", "status": 404, "detail": "lost in 1986"}).to_string();
        let reply = Reply::status(404).bytes("application/problem+json", problem).header("x-request-id", "r-17");
        mock.on::<GetBook>().reply(reply);
        let error = client(&mock).get_book("7").await.unwrap_err();
        assert_eq!(report(&error), "getBook: the server answered 404 Not Found; request r-17; lost in 1986");
        Ok(())
    }
}

mod unfit {
    use library_client::{
        operations::GetBook,
        runtime::{Mock, Reply},
    };
    use serde_json::json;

    use crate::guide::{Checked, client};

    // example
    use library_client::Client;
    use serde_json::Value;

    async fn title(client: &Client, id: &str) -> Result<String, Box<dyn std::error::Error>> {
        let error = match client.get_book(id).await {
            Ok(book) => return Ok(book.title),
            Err(error) => error,
        };
        // The server said yes, and its answer is not what the document says: nothing of it is lost.
        match (error.decode_path(), error.body()) {
            (Some(place), Some(body)) if error.is_decode() => {
                let book: Value = serde_json::from_slice(body)?;
                Ok(format!("{} (but `{place}` does not fit)", book["title"]))
            }
            _ => Err(error.into()),
        }
    }
    // end

    #[tokio::test]
    async fn a_body_that_does_not_fit_is_kept() -> Checked {
        let mock = Mock::new();
        mock.on::<GetBook>().reply(Reply::ok(&json!({"id": "7", "title": "Undersea", "authors": ["R.", 5]})));
        assert_eq!(title(&client(&mock), "7").await?, "\"Undersea\" (but `authors[1]` does not fit)");
        Ok(())
    }
}
