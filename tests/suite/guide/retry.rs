//! Sending again.

mod settings {
    use library_client::{
        operations::GetBook,
        runtime::{Mock, Reply},
    };

    use crate::guide::{Checked, book, builder};

    // example
    use std::time::Duration;

    use library_client::{BuildError, Client, ClientBuilder};

    fn patient(builder: ClientBuilder) -> Result<Client, BuildError> {
        builder
            .max_attempts(5) // the first one included; 3 unless it is said, 1 for no retries
            .max_retry_share(0.1) // of all calls of this client: one retry for ten that are answered
            .timeout(Duration::from_secs(120)) // for a call with all its attempts and waits
            .read_timeout(Duration::from_secs(20)) // for the server to say something
            .build()
    }
    // end

    #[tokio::test]
    async fn passing_failures_are_passed_over() -> Checked {
        let mock = Mock::new();
        let mut replies = vec![Reply::status(503).header("retry-after", "0"), Reply::not_sent(), Reply::broken_off()];
        replies.push(Reply::ok(&book("7", "Undersea")));
        mock.on::<GetBook>().replies(replies);
        assert_eq!(patient(builder(&mock))?.get_book("7").await?.title, "Undersea");
        mock.assert_done();
        Ok(())
    }
}

mod call {
    use library_client::{
        operations::GetBook,
        runtime::{Mock, Reply},
    };

    use crate::guide::{Checked, book, client};

    // example
    use std::time::Duration;

    use library_client::Client;

    async fn at_the_desk(client: &Client, id: &str) -> Result<String, Box<dyn std::error::Error>> {
        let call = client.get_book(id).timeout(Duration::from_secs(2)).header("x-priority", "high");
        Ok(call.await?.title)
    }
    // end

    #[tokio::test]
    async fn a_call_has_settings_of_its_own() -> Checked {
        let mock = Mock::new();
        mock.on::<GetBook>().header("x-priority", "high").replies([Reply::ok(&book("7", "Undersea"))]);
        assert_eq!(at_the_desk(&client(&mock), "7").await?, "Undersea");
        mock.assert_done();
        Ok(())
    }
}

mod key {
    use library_client::{
        operations::AddBook,
        runtime::{Mock, Reply},
    };

    use crate::guide::{Checked, book, client};

    // example
    use library_client::{Client, models::NewBook};

    async fn acquire(client: &Client, order: &str) -> Result<String, Box<dyn std::error::Error>> {
        // Every call has a key of its own, the same for all its attempts: so this `POST` may be sent again.
        let first = client.add_book(NewBook::new("Undersea")).await?;
        // With a key of the caller's it is the same book even after the program was started anew.
        let second = client.add_book(NewBook::new("Emma")).idempotency_key(order).await?;
        Ok(format!("{} and {}", first.id, second.id))
    }
    // end

    #[tokio::test]
    async fn a_post_with_a_key_is_sent_again() -> Checked {
        let mock = Mock::new();
        let added = |id: &str| Reply::status(201).json(&book(id, ""));
        mock.on::<AddBook>().replies([Reply::broken_off(), added("1"), Reply::status(502), added("2")]);
        assert_eq!(acquire(&client(&mock), "order-17").await?, "1 and 2");
        let keys: Vec<String> =
            mock.sent::<AddBook>().iter().map(|sent| sent.header("idempotency-key").unwrap().to_owned()).collect();
        assert!(keys[0] == keys[1] && keys[0].len() == 36, "{keys:?}");
        assert_eq!(keys[2..], ["order-17", "order-17"]);
        mock.assert_done();
        Ok(())
    }
}

mod later {
    use library_client::{
        operations::GetBook,
        runtime::{Mock, Reply},
    };

    use crate::guide::builder;

    // example
    use std::time::Duration;

    use library_client::Error;

    /// When a queue should try a call again whose own attempts are used up; `None` for never.
    fn again_in<E>(error: &Error<E>) -> Option<Duration> {
        let wait = error.retry_after().unwrap_or(Duration::from_secs(60));
        error.is_retryable().then_some(wait)
    }
    // end

    #[tokio::test]
    async fn an_error_says_when_to_come_back() {
        let mock = Mock::new();
        mock.on::<GetBook>().replies([
            Reply::status(429).header("retry-after", "90"),
            Reply::status(503),
            Reply::status(404),
        ]);
        let client = builder(&mock).max_attempts(1).build().unwrap();
        for expected in [Some(90), Some(60), None] {
            let error = client.get_book("7").await.unwrap_err();
            assert_eq!(again_in(&error), expected.map(Duration::from_secs));
        }
        mock.assert_done();
    }
}
