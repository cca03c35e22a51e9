//! Who calls.

mod key {
    use crate::guide::Checked;

    // example
    use library_client::{BuildError, Client};

    fn for_a_reader(key: String) -> Result<Client, BuildError> {
        Client::builder().reader_key(key).build()
    }
    // end

    #[test]
    fn the_key_goes_along() -> Checked {
        let request = for_a_reader("4711".to_owned())?.get_book("7").to_http_request()?;
        assert_eq!(request.headers()["x-reader-key"], "4711");
        assert_eq!(request.uri(), "https://api.library.example/v1/books/7");
        Ok(())
    }
}

mod bearer {
    use crate::guide::Checked;

    // example
    use library_client::{BuildError, Client};

    fn for_a_session(token: String) -> Result<Client, BuildError> {
        Client::builder().session(token).build()
    }
    // end

    #[test]
    fn the_token_goes_along() -> Checked {
        let client = for_a_session("4711".to_owned())?;
        assert_eq!(client.get_book("7").to_http_request()?.headers()["authorization"], "Bearer 4711");
        assert!(!format!("{client:?}").contains("4711"));
        // A reader is not of the staff.
        let refused = client.add_book(library_client::models::NewBook::new("Emma")).to_http_request().unwrap_err();
        assert!(refused.to_string().contains("Staff"), "{refused}");
        Ok(())
    }
}

mod client_credentials {
    use library_client::{
        models::NewBook,
        operations::AddBook,
        runtime::{Mock, Reply},
    };
    use serde_json::json;

    use crate::guide::{Checked, book, builder};

    // example
    use library_client::{BuildError, Client, ClientBuilder, ClientCredentials};

    fn for_a_program(builder: ClientBuilder, secret: String) -> Result<Client, BuildError> {
        let login = "https://login.library.example/token";
        let tokens = ClientCredentials::new(login, "returns-desk", secret).scopes(["books:write"]);
        builder.staff_tokens(tokens).build()
    }
    // end

    #[tokio::test]
    async fn one_token_is_fetched_for_many_calls() -> Checked {
        let mock = Mock::new();
        let token = json!({"access_token": "t1", "token_type": "Bearer", "expires_in": 3600});
        let asks = "grant_type=client_credentials&scope=books%3Awrite";
        mock.on_request("POST", "/token").when(move |sent| sent.body() == asks).replies([Reply::ok(&token)]);
        let added = || Reply::status(201).json(&book("8", "Emma"));
        mock.on::<AddBook>().header("authorization", "Bearer t1").replies([added(), added()]);
        let client = for_a_program(builder(&mock), "hush".to_owned())?;
        client.add_book(NewBook::new("Emma")).await?;
        client.add_book(NewBook::new("Emma")).await?;
        assert_eq!(mock.all_sent()[0].uri(), "https://login.library.example/token");
        mock.assert_done();
        Ok(())
    }
}

mod provider {
    use library_client::{
        models::NewBook,
        operations::AddBook,
        runtime::{Mock, Reply},
    };

    use crate::guide::{Checked, book, builder};

    // example
    use std::time::Duration;

    use library_client::{BuildError, Client, ClientBuilder, Token, runtime::TokenError};

    /// Stands for whoever has tokens: a vault, another process, the machine's metadata service.
    async fn from_vault() -> std::io::Result<String> {
        Ok("token-from-the-vault".to_owned())
    }

    fn for_staff(builder: ClientBuilder) -> Result<Client, BuildError> {
        let provider = || async {
            let token = from_vault().await.map_err(TokenError::new)?;
            Ok(Token::new(token).expires_in(Duration::from_secs(600)))
        };
        builder.staff_tokens(provider).build()
    }
    // end

    #[tokio::test]
    async fn the_token_of_a_provider_goes_along() -> Checked {
        let mock = Mock::new();
        let added = Reply::status(201).json(&book("8", "Emma"));
        let bearer = "Bearer token-from-the-vault";
        mock.on::<AddBook>().header("authorization", bearer).replies([added]);
        assert_eq!(for_staff(builder(&mock))?.add_book(NewBook::new("Emma")).await?.id, "8");
        mock.assert_done();
        Ok(())
    }
}
