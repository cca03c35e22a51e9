//! What is too large, too slow or too endless to be held in memory.

mod events {
    use library_client::{
        operations::WatchLoans,
        runtime::{Mock, Reply},
    };

    use crate::guide::{Checked, client};

    // example
    use library_client::Client;

    async fn watch(client: &Client) -> Result<Vec<String>, Box<dyn std::error::Error>> {
        let mut seen = Vec::new();
        let mut loans = client.watch_loans().await?;
        while let Some(event) = loans.next().await {
            let event = event?; // its id, its name, and its data as a `Loan`
            let name = event.name.as_deref().unwrap_or("message");
            seen.push(format!("{name}: {} until {}", event.data.book_id, event.data.until));
        }
        Ok(seen)
    }
    // end

    #[tokio::test]
    async fn events_come_one_by_one() -> Checked {
        let mock = Mock::new();
        let chunks = [
            ": hello\n\nevent: lent\ndata: {\"book_id\":\"7\",",
            "\"until\":\"2027-01-31\"}\n\n",
            "event: lent\ndata: {\"book_id\": \"8\", \"until\": \"2027-02-01\"}\n\n",
        ];
        mock.on::<WatchLoans>().replies([Reply::status(200).chunks("text/event-stream", chunks)]);
        assert_eq!(watch(&client(&mock)).await?, ["lent: 7 until 2027-01-31", "lent: 8 until 2027-02-01"]);
        mock.assert_done();
        Ok(())
    }
}

mod lines {
    use library_client::{
        operations::ExportBooks,
        runtime::{Mock, Reply},
    };

    use crate::guide::{Checked, client};

    // example
    use library_client::Client;

    async fn export(client: &Client) -> Result<(Vec<String>, u64), Box<dyn std::error::Error>> {
        let (mut titles, mut unreadable) = (Vec::new(), 0);
        let mut books = client.export_books().await?;
        while let Some(book) = books.next().await {
            match book {
                Ok(book) => titles.push(book.title),
                // One line did not fit. `error.raw()` has it; the next ones are read all the same.
                Err(error) if error.goes_on() => unreadable += 1,
                Err(error) => return Err(error.into()),
            }
        }
        Ok((titles, unreadable))
    }
    // end

    #[tokio::test]
    async fn a_line_that_does_not_fit_costs_itself_alone() -> Checked {
        let mock = Mock::new();
        let lines = "{\"id\":\"1\",\"title\":\"Undersea\"}\n{\"id\":2}\n\n{\"id\":\"3\",\"title\":\"Emma\"}";
        mock.on::<ExportBooks>().reply(Reply::status(200).bytes("application/jsonl", lines));
        assert_eq!(export(&client(&mock)).await?, (vec!["Undersea".to_owned(), "Emma".to_owned()], 1));
        Ok(())
    }

    #[tokio::test]
    async fn an_export_that_breaks_off_is_an_error() {
        let mock = Mock::new();
        let lines = "{\"id\":\"1\",\"title\":\"Undersea\"}\n{\"id\"";
        mock.on::<ExportBooks>().reply(Reply::status(200).bytes("application/jsonl", lines).cut_off());
        export(&client(&mock)).await.unwrap_err();
    }
}

mod download {
    use library_client::{
        operations::GetScan,
        runtime::{Mock, Reply},
    };

    use crate::guide::{Checked, client};

    // example
    use library_client::Client;
    use tokio::io::AsyncWrite;

    async fn download<W: AsyncWrite + Unpin>(
        client: &Client,
        id: &str,
        file: &mut W,
    ) -> Result<u64, Box<dyn std::error::Error>> {
        let scan = client.get_scan(id).byte_stream().await?; // an error status is an error here already
        let expected = scan.expected().unwrap_or(0);
        let mut scan = scan.on_progress(move |bytes| println!("{bytes} of {expected}"));
        Ok(scan.copy_to(file).await?)
    }
    // end

    #[tokio::test]
    async fn a_download_goes_to_a_writer() -> Checked {
        let mock = Mock::new();
        let scan = Reply::status(200).chunks("application/pdf", ["%PDF", "-1.7"]).header("content-length", "8");
        mock.on::<GetScan>().replies([scan, Reply::status(404)]);
        let (client, mut file) = (client(&mock), Vec::new());
        assert_eq!(download(&client, "7", &mut file).await?, 8);
        assert_eq!(file, b"%PDF-1.7");
        download(&client, "7", &mut file).await.unwrap_err();
        mock.assert_done();
        Ok(())
    }
}

mod upload {
    use std::fs;

    use library_client::{
        operations::SetScan,
        runtime::{Mock, Reply},
    };
    use specwright_tests::fresh_folder;

    use crate::guide::{Checked, client};

    // example
    use std::{fs::File, path::Path};

    use library_client::{ByteSource, Client};

    async fn upload(client: &Client, id: &str, path: &Path) -> Result<(), Box<dyn std::error::Error>> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        let scan = ByteSource::blocking_reader(file)
            .with_length(length) // without it the body is sent in chunks
            .on_progress(move |sent| println!("{sent} of {length}"));
        client.set_scan(id, scan).await?;
        Ok(())
    }
    // end

    #[tokio::test]
    async fn an_upload_comes_from_a_reader() -> Checked {
        let path = fresh_folder("guide").join("scan.pdf");
        fs::write(&path, "%PDF-1.7")?;
        let mock = Mock::new();
        mock.on::<SetScan>().replies([Reply::status(204)]);
        upload(&client(&mock), "7", &path).await?;
        assert_eq!(mock.sent::<SetScan>()[0].body(), "%PDF-1.7");
        assert_eq!(mock.sent::<SetScan>()[0].header("content-type"), Some("application/pdf"));
        mock.assert_done();
        Ok(())
    }
}

mod parts {
    use library_client::{
        operations::SetCover,
        runtime::{Mock, Reply},
    };

    use crate::guide::{Checked, client};

    // example
    use library_client::{Client, Part, SetCoverParts};

    async fn illustrate(client: &Client, id: &str, png: Vec<u8>) -> Result<(), Box<dyn std::error::Error>> {
        // A part may come from a reader too: `Part::bytes(ByteSource::reader(file))`.
        let image = Part::bytes(png).file_name("cover.png").content_type("image/png");
        client.set_cover(id, SetCoverParts::new(image).caption("Waves")).await?;
        Ok(())
    }
    // end

    #[tokio::test]
    async fn a_form_has_files_and_fields() -> Checked {
        let mock = Mock::new();
        mock.on::<SetCover>().replies([Reply::status(204)]);
        illustrate(&client(&mock), "7", b"\x89PNG".to_vec()).await?;
        let sent = &mock.sent::<SetCover>()[0];
        let body = String::from_utf8_lossy(sent.body()).into_owned();
        for part in ["name=\"image\"; filename=\"cover.png\"\r\nContent-Type: image/png\r\n\r\n", "name=\"caption\""] {
            assert!(body.contains(part), "{body}");
        }
        assert!(sent.header("content-type").unwrap().starts_with("multipart/form-data; boundary="));
        Ok(())
    }
}
