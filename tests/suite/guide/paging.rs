//! Lists in pages.

mod items {
    use library_client::{
        models::BookPage,
        operations::ListBooks,
        runtime::{Mock, Reply},
    };

    use crate::guide::{Checked, book, client};

    // example
    use library_client::Client;

    async fn titles(client: &Client) -> Result<Vec<String>, Box<dyn std::error::Error>> {
        let mut titles = Vec::new();
        let mut books = client.list_books().subject("oceans").items().max_items(1_000);
        while let Some(book) = books.next().await {
            titles.push(book?.title);
        }
        Ok(titles)
    }
    // end

    #[tokio::test]
    async fn pages_are_asked_for_one_by_one() -> Checked {
        let mock = Mock::new();
        let first = BookPage::new([book("1", "Undersea"), book("2", "The Edge of the Sea")]).next_cursor("c2");
        mock.on::<ListBooks>().query("cursor", "c2").replies([Reply::ok(&BookPage::new([book("3", "Emma")]))]);
        mock.on::<ListBooks>().query("subject", "oceans").replies([Reply::ok(&first)]);
        assert_eq!(titles(&client(&mock)).await?, ["Undersea", "The Edge of the Sea", "Emma"]);
        mock.assert_done();
        Ok(())
    }
}

mod pages {
    use library_client::{
        models::BookPage,
        operations::ListBooks,
        runtime::{Mock, Reply},
    };

    use crate::guide::{Checked, book, client};

    // example
    use library_client::Client;

    /// Goes on where another run has stopped; returns where the next one may go on.
    async fn index(client: &Client, cursor: String) -> Result<Option<String>, Box<dyn std::error::Error>> {
        let mut next = Some(cursor.clone());
        let mut pages = client.list_books().cursor(cursor).limit(100).pages().max_pages(2);
        while let Some(page) = pages.next().await {
            let page = page?;
            println!("{} books", page.books.len());
            next = page.next_cursor;
        }
        Ok(next)
    }
    // end

    #[tokio::test]
    async fn a_list_is_read_from_a_place_to_a_limit() -> Checked {
        let mock = Mock::new();
        let page = |next: &str| Reply::ok(&BookPage::new([book("1", "Undersea")]).next_cursor(next));
        mock.on::<ListBooks>().query("cursor", "c1").query("limit", "100").replies([page("c2")]);
        mock.on::<ListBooks>().query("cursor", "c2").query("limit", "100").replies([page("c3")]);
        assert_eq!(index(&client(&mock), "c1".to_owned()).await?.as_deref(), Some("c3"));
        mock.assert_done();
        Ok(())
    }
}
