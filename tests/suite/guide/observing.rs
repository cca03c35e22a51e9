//! Seeing what happens.

mod hook {
    use library_client::{
        operations::GetBook,
        runtime::{Mock, Reply},
    };

    use crate::guide::{Checked, book, builder};

    // example
    use std::sync::{Arc, Mutex};

    use library_client::runtime::{Hook, RequestView, ResponseView};
    use library_client::{BuildError, Client, ClientBuilder};

    #[derive(Default)]
    struct Meter(Mutex<Vec<String>>);

    impl Hook for Meter {
        fn before(&self, request: &mut RequestView<'_>) {
            request.header("x-trace", "4bf92f");
        }

        fn after(&self, response: &ResponseView<'_>) {
            let end = match response.status() {
                Some(status) => status.as_str().to_owned(),
                None => format!("{:?}", response.error_kind()),
            };
            // How long it took is in `response.elapsed()`.
            let line = format!("{} #{}: {end}", response.operation().as_str(), response.attempt());
            self.0.lock().unwrap_or_else(|poison| poison.into_inner()).push(line);
        }
    }

    fn metered(builder: ClientBuilder, meter: Arc<Meter>) -> Result<Client, BuildError> {
        builder.hook(meter).build()
    }
    // end

    #[tokio::test]
    async fn a_hook_sees_each_attempt() -> Checked {
        let (mock, meter) = (Mock::new(), Arc::new(Meter::default()));
        let replies = [Reply::status(503), Reply::ok(&book("7", "Undersea"))];
        mock.on::<GetBook>().header("x-trace", "4bf92f").replies(replies);
        metered(builder(&mock), Arc::clone(&meter))?.get_book("7").await?;
        assert_eq!(*meter.0.lock().unwrap(), ["getBook #1: 503", "getBook #2: 200"]);
        mock.assert_done();
        Ok(())
    }
}

mod spans {
    use std::{fs, io};

    use library_client::{
        operations::GetBook,
        runtime::{Mock, Reply},
    };
    use specwright_tests::fresh_folder;

    use crate::guide::{Checked, book, client};

    // example
    use std::{fs::File, sync::Mutex};

    use tracing_subscriber::{fmt::format::FmtSpan, util::SubscriberInitExt};

    /// Writes a line for each call when it has ended, until the guard is dropped.
    fn trace_to(log: File) -> tracing::subscriber::DefaultGuard {
        let lines = tracing_subscriber::fmt().with_span_events(FmtSpan::CLOSE).with_ansi(false);
        lines.with_writer(Mutex::new(log)).set_default()
    }
    // end

    #[tokio::test]
    async fn a_call_is_a_span_without_its_secrets() -> Checked {
        let path = fresh_folder("guide-spans").join("log.txt");
        let mock = Mock::new();
        mock.on::<GetBook>().reply(Reply::ok(&book("7", "Undersea")));
        // A lone subscriber goes unasked about places that the thread of another test is the first to log from.
        let companion = tracing_subscriber::fmt().with_writer(io::sink).finish().set_default();
        let guard = trace_to(File::create(&path)?);
        client(&mock).get_book("7").await?;
        drop((guard, companion));
        let log = fs::read_to_string(path)?;
        assert!(log.contains("GET /books/{id}") && log.contains("http.response.status_code=200"), "{log}");
        assert!(!log.contains("of-a-reader"), "{log}");
        Ok(())
    }
}
