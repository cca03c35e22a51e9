//! The way to the server.

mod way {
    use crate::guide::Checked;

    // example
    use library_client::runtime::{Proxy, RootCertificate, TlsVersion};
    use library_client::{BuildError, Client, ClientBuilder};

    fn behind_a_proxy(builder: ClientBuilder, authority: &[u8]) -> Result<Client, BuildError> {
        builder
            .base_url("https://library.internal.example/v1") // instead of the document's server
            .proxy(Proxy::all("http://proxy.internal.example:3128").no_proxy(["localhost"]))
            .root_certificate(RootCertificate::from_pem(authority))
            .min_tls_version(TlsVersion::V1_3)
            .build()
    }
    // end

    #[test]
    fn a_way_is_checked_when_the_client_is_built() -> Checked {
        let builder = Client::builder().reader_key("4711");
        let client = behind_a_proxy(builder.clone(), include_bytes!("authority.pem"))?;
        let request = client.get_book("7").to_http_request()?;
        assert_eq!(request.uri(), "https://library.internal.example/v1/books/7");
        behind_a_proxy(builder, b"no certificate").unwrap_err();
        Ok(())
    }
}
