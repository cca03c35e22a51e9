//! Tests of programs that use a client.

mod mock {
    // example
    use library_client::{
        Client,
        models::Book,
        operations::GetBook,
        runtime::{Mock, Reply},
    };

    // What is tested.
    async fn greeting(client: &Client, id: &str) -> Result<String, Box<dyn std::error::Error>> {
        Ok(format!("You have borrowed {}.", client.get_book(id).await?.title))
    }

    #[tokio::test]
    async fn a_reader_is_told_the_title() -> Result<(), Box<dyn std::error::Error>> {
        let mock = Mock::new();
        let replies = [Reply::status(503), Reply::ok(&Book::new("7", "Undersea"))];
        mock.on::<GetBook>().header("x-reader-key", "4711").replies(replies);
        let client = Client::builder().reader_key("4711").transport(mock.clone()).build()?;

        assert_eq!(greeting(&client, "7").await?, "You have borrowed Undersea.");
        assert_eq!(mock.sent::<GetBook>()[0].path(), "/v1/books/7");
        mock.assert_done();
        Ok(())
    }
    // end
}

mod recording {
    use std::fs;

    use library_client::{
        operations::GetBook,
        runtime::{Mock, Reply},
    };
    use specwright_tests::fresh_folder;

    use crate::guide::{Checked, book, builder};

    // example
    use std::fs::File;

    use library_client::runtime::{Recorder, RecordingError, Replay};
    use library_client::{BuildError, Client, ClientBuilder};

    /// Writes a line for each exchange, without credentials and without what is kept out.
    fn recorded(builder: ClientBuilder, file: File) -> Result<Client, BuildError> {
        let recorder = Recorder::new(file).keep_out("subject");
        builder.wrap_transport(move |inner| recorder.around(inner)).build()
    }

    /// Answers from such lines, without a network.
    fn replayed(builder: ClientBuilder, recording: &str) -> Result<ClientBuilder, RecordingError> {
        Ok(builder.transport(Replay::new(recording)?))
    }
    // end

    #[tokio::test]
    async fn a_recording_is_replayed() -> Checked {
        let path = fresh_folder("guide-recording").join("library.jsonl");
        let mock = Mock::new();
        mock.on::<GetBook>().replies([Reply::ok(&book("7", "Undersea").subject("oceans"))]);
        recorded(builder(&mock), File::create(&path)?)?.get_book("7").await?;
        let recording = fs::read_to_string(path)?;
        for secret in ["of-a-reader", "oceans"] {
            assert!(!recording.contains(secret), "{recording}");
        }
        let client = replayed(Client::builder().reader_key("another"), &recording)?.build()?;
        assert_eq!(client.get_book("7").await?.title, "Undersea");
        mock.assert_done();
        Ok(())
    }
}

mod values {
    use crate::guide::Checked;

    // example
    use library_client::Client;
    use library_client::runtime::{Bytes, http};

    /// Neither a network nor a runtime: a call is a value that can be written and read.
    fn dry_run(client: &Client) -> Result<String, Box<dyn std::error::Error>> {
        let call = client.get_book("7");
        let request = call.to_http_request()?;
        let answer = http::Response::new(Bytes::from(r#"{"id": "7", "title": "Undersea"}"#));
        let book = call.read_http_response(answer)?.into_inner();
        Ok(format!("{} {} gives {}", request.method(), request.uri().path(), book.title))
    }
    // end

    #[test]
    fn a_call_is_a_value() -> Checked {
        let client = Client::builder().reader_key("4711").build()?;
        assert_eq!(dry_run(&client)?, "GET /v1/books/7 gives Undersea");
        Ok(())
    }
}
