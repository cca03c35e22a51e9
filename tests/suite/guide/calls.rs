//! Calls and their answers.

mod first {
    use library_client::{
        models::BookPage,
        operations::{GetBook, ListBooks},
        runtime::{Mock, Reply},
    };

    use crate::guide::{Checked, book, client};

    // example
    use library_client::Client;

    async fn look_up(client: &Client, id: &str) -> Result<String, Box<dyn std::error::Error>> {
        let book = client.get_book(id).await?;
        let others = client.list_books().subject("oceans").limit(20).await?;
        Ok(format!("{} and {} others about oceans", book.title, others.books.len()))
    }
    // end

    #[tokio::test]
    async fn required_arguments_are_positional_and_others_chained() -> Checked {
        let mock = Mock::new();
        mock.on::<GetBook>().reply(Reply::ok(&book("a b", "The Sea Around Us")));
        let page = BookPage::new([book("8", "Undersea")]);
        mock.on::<ListBooks>().query("subject", "oceans").query("limit", "20").reply(Reply::ok(&page));
        assert_eq!(look_up(&client(&mock), "a b").await?, "The Sea Around Us and 1 others about oceans");
        assert_eq!(mock.sent::<GetBook>()[0].path(), "/v1/books/a%20b");
        mock.assert_done();
        Ok(())
    }
}

mod values {
    use serde_json::json;

    use crate::guide::Checked;

    // example
    use library_client::models::{Book, BookState, NewBook};

    fn values(book: &Book) -> (NewBook, bool) {
        let copy = NewBook::new(&*book.title).authors(["Rachel Carson".to_owned()]);
        let copy = copy.published(None); // `null`; without this line the property is absent
        let is_here = match &book.state {
            Some(BookState::Shelf) => true,
            Some(BookState::Unknown(newer)) => newer == "reading room", // not in the document: kept, no error
            _ => false,
        };
        (copy, is_here)
    }
    // end

    #[test]
    fn absent_null_and_unknown_are_told_apart() -> Checked {
        let book: Book = serde_json::from_value(json!({"id": "7", "title": "Undersea", "state": "reading room"}))?;
        let (copy, is_here) = values(&book);
        assert!(is_here);
        let expected = json!({"title": "Undersea", "authors": ["Rachel Carson"], "published": null});
        assert_eq!(serde_json::to_value(&copy)?, expected);
        Ok(())
    }
}

mod answer {
    use library_client::{
        operations::GetBook,
        runtime::{Mock, Reply},
    };

    use crate::guide::{Checked, book, client};

    // example
    use library_client::{Client, headers::GetBookHeaders};

    async fn copies(client: &Client, id: &str) -> Result<String, Box<dyn std::error::Error>> {
        let answer = client.get_book(id).response().await?;
        let left = GetBookHeaders::of(answer.headers())?.x_copies_left.unwrap_or(0);
        let version = answer.etag().unwrap_or("none").to_owned();
        Ok(format!("{}: {left} left, version {version}", answer.into_inner().title))
    }
    // end

    #[tokio::test]
    async fn headers_are_typed() -> Checked {
        let mock = Mock::new();
        let reply = Reply::ok(&book("7", "Undersea")).header("x-copies-left", "2").header("etag", "\"v3\"");
        mock.on::<GetBook>().reply(reply);
        assert_eq!(copies(&client(&mock), "7").await?, "Undersea: 2 left, version \"v3\"");
        Ok(())
    }
}
