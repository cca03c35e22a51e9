//! Programs without async.

mod client {
    use library_client::{
        models::BookPage,
        operations::{GetScan, ListBooks},
        runtime::{Mock, Reply},
    };

    use crate::guide::{Checked, book, builder};

    // example
    use library_client::ClientBuilder;

    fn titles(builder: ClientBuilder) -> Result<Vec<String>, Box<dyn std::error::Error>> {
        let client = builder.build_blocking()?;
        let first = client.list_books().limit(1).send()?;
        println!("{} books on the first page", first.books.len());
        let mut titles = Vec::new();
        for book in client.list_books().items() {
            titles.push(book?.title);
        }
        let mut scan = Vec::new();
        client.get_scan("7").byte_stream()?.copy_to(&mut scan)?;
        titles.push(format!("{} bytes", scan.len()));
        Ok(titles)
    }
    // end

    #[test]
    fn everything_is_there_without_async() -> Checked {
        let mock = Mock::new();
        let last = BookPage::new([book("2", "Emma")]);
        let first = BookPage::new([book("1", "Undersea")]).next_cursor("c2");
        mock.on::<ListBooks>().query("limit", "1").replies([Reply::ok(&first)]);
        mock.on::<ListBooks>().query("cursor", "c2").replies([Reply::ok(&last)]);
        mock.on::<ListBooks>().replies([Reply::ok(&first)]);
        mock.on::<GetScan>().replies([Reply::status(200).bytes("application/pdf", "%PDF")]);
        assert_eq!(titles(builder(&mock))?, ["Undersea", "Emma", "4 bytes"]);
        mock.assert_done();
        Ok(())
    }
}
