//! What every generated client has, so that it is written once.

/// Gives a generated client its builder's setters and `build`.
///
/// The client is a `struct Client<M = Async> { inner: specwright_runtime::Client<M> }`, the builder a
/// `struct ClientBuilder { settings: Settings }`.
#[macro_export]
macro_rules! client_methods {
    ($Client:ident, $Builder:ident) => {
        impl $Builder {
            /// Where requests go: `https://`, host, and a path that every operation's path is put behind.
            #[must_use]
            pub fn base_url(mut self, url: impl ::core::convert::Into<::std::string::String>) -> Self {
                self.settings.base_url(url);
                self
            }

            /// Where requests go, as a server of the document with its variables, instead of a base URL.
            #[must_use]
            pub fn server(mut self, server: impl ::core::convert::Into<$crate::Server>) -> Self {
                self.settings.server(server);
                self
            }

            /// Sends the operations that have `declared` as a server of their own to `url` instead. `declared` is what
            /// the document says.
            #[must_use]
            pub fn replace_server(
                mut self,
                declared: impl ::core::convert::Into<::std::string::String>,
                url: impl ::core::convert::Into<::std::string::String>,
            ) -> Self {
                self.settings.replace_server(declared, url);
                self
            }

            /// Lets the client's credentials and default headers go to another origin than that of the base URL, with
            /// operations that have a server of their own there. Calls of these are refused otherwise, if they need a
            /// credential.
            #[must_use]
            pub fn trust_origin(mut self, origin: impl ::core::convert::Into<::std::string::String>) -> Self {
                self.settings.trust_origin(origin);
                self
            }

            /// Sets the credential of a security scheme by the scheme's name in the document: for a token provider, say.
            #[must_use]
            pub fn credential(mut self, scheme: &str, credential: $crate::Credential) -> Self {
                self.settings.credential(scheme, credential);
                self
            }

            /// Allows URLs with `http://`, where everybody on the way can read credentials: the base URL, servers of
            /// operations and token URLs. Default: no.
            #[must_use]
            pub fn allow_http(mut self, allow: bool) -> Self {
                self.settings.allow_http(allow);
                self
            }

            /// The time for a call with all its attempts and waits. The body of an answer that is a stream does not count.
            /// Default: 60 seconds.
            #[must_use]
            pub fn timeout(mut self, timeout: ::core::time::Duration) -> Self {
                self.settings.timeout(timeout);
                self
            }

            /// The time for a connection to come about. Default: 5 seconds.
            #[must_use]
            pub fn connect_timeout(mut self, timeout: ::core::time::Duration) -> Self {
                self.settings.connect_timeout(timeout);
                self
            }

            /// How long the server may be silent, before its answer and within it. One that is still taking the body of a
            /// request is not silent. Default: 30 seconds.
            #[must_use]
            pub fn read_timeout(mut self, timeout: ::core::time::Duration) -> Self {
                self.settings.read_timeout(timeout);
                self
            }

            /// How often a request is sent at most, where sending it again is safe. Default: 3.
            #[must_use]
            pub fn max_attempts(mut self, attempts: u32) -> Self {
                self.settings.max_attempts(attempts);
                self
            }

            /// How many retries there are at most for each call that is answered, taken over all calls of the client and
            /// its clones. A new client may retry as one with 500 such calls behind it. With 0 nothing is retried, with
            /// [`f64::INFINITY`] there is no limit. Default: 0.2.
            #[must_use]
            pub fn max_retry_share(mut self, share: f64) -> Self {
                self.settings.max_retry_share(share);
                self
            }

            /// The largest body of an answer in bytes, counted after decompression. Default: 10 MiB.
            #[must_use]
            pub fn body_limit(mut self, bytes: usize) -> Self {
                self.settings.body_limit(bytes);
                self
            }

            /// The `user-agent` header.
            #[must_use]
            pub fn user_agent(mut self, user_agent: impl ::core::convert::Into<::std::string::String>) -> Self {
                self.settings.user_agent(user_agent);
                self
            }

            /// A header for every request that does not set it itself.
            #[must_use]
            pub fn default_header(
                mut self,
                name: &str,
                value: impl ::core::convert::Into<::std::string::String>,
            ) -> Self {
                self.settings.default_header(name, value);
                self
            }

            /// Lets a hook see each attempt of each call. Several are called in the order they were set.
            #[must_use]
            pub fn hook(mut self, hook: impl $crate::Hook) -> Self {
                self.settings.hook(hook);
                self
            }

            /// Sends requests through a transport of your own.
            #[must_use]
            pub fn transport(mut self, transport: impl $crate::Transport) -> Self {
                self.settings.transport(transport);
                self
            }

            /// Puts a transport around the one that requests would be sent through, be it the default one or your own. The
            /// last one set is the outermost.
            #[must_use]
            pub fn wrap_transport<T: $crate::Transport>(
                mut self,
                wrap: impl ::core::ops::Fn(::std::sync::Arc<dyn $crate::Transport>) -> T
                + ::core::marker::Send
                + ::core::marker::Sync
                + 'static,
            ) -> Self {
                self.settings.wrap_transport(wrap);
                self
            }

            /// Uses the proxies of the environment (`HTTPS_PROXY` and its like). Default: no.
            #[must_use]
            pub fn proxy_from_env(mut self, allow: bool) -> Self {
                self.settings.proxy_from_env(allow);
                self
            }

            /// Checks all settings and makes a client.
            ///
            /// # Errors
            /// When there is no base URL, or a setting cannot be used.
            pub fn build(self) -> ::core::result::Result<$Client, $crate::BuildError> {
                ::core::result::Result::Ok($Client { inner: self.settings.build()? })
            }
        }

        $crate::__blocking_client_methods!($Client, $Builder);
        $crate::__transport_client_methods!($Builder);
    };
}

#[cfg(all(feature = "default-transport", not(target_family = "wasm")))]
#[doc(hidden)]
#[macro_export]
macro_rules! __transport_client_methods {
    ($Builder:ident) => {
        impl $Builder {
            /// Lets the default transport use a proxy. Of several, the first that is for the request counts.
            #[must_use]
            pub fn proxy(mut self, proxy: $crate::Proxy) -> Self {
                self.settings.proxy(proxy);
                self
            }

            /// Lets the default transport show a certificate to servers that ask for one (mTLS).
            #[must_use]
            pub fn identity(mut self, identity: $crate::Identity) -> Self {
                self.settings.identity(identity);
                self
            }

            /// Lets the default transport believe a certificate authority besides those of the platform.
            #[must_use]
            pub fn root_certificate(mut self, certificate: $crate::RootCertificate) -> Self {
                self.settings.root_certificate(certificate);
                self
            }

            /// The oldest version of TLS that the default transport speaks. Default: 1.2.
            #[must_use]
            pub fn min_tls_version(mut self, version: $crate::TlsVersion) -> Self {
                self.settings.min_tls_version(version);
                self
            }
        }
    };
}

#[cfg(not(all(feature = "default-transport", not(target_family = "wasm"))))]
#[doc(hidden)]
#[macro_export]
macro_rules! __transport_client_methods {
    ($Builder:ident) => {};
}

#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_client_methods {
    ($Client:ident, $Builder:ident) => {
        impl $Builder {
            /// Checks all settings and makes a client that waits on the calling thread.
            ///
            /// # Errors
            /// When there is no base URL, or a setting cannot be used.
            pub fn build_blocking(self) -> ::core::result::Result<$Client<$crate::Blocking>, $crate::BuildError> {
                ::core::result::Result::Ok($Client { inner: self.settings.build_blocking()? })
            }
        }
    };
}

#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_client_methods {
    ($Client:ident, $Builder:ident) => {};
}

/// Gives a generated crate a `Call<O, M = Async>` of its own, to which it can add setters for optional arguments:
///
/// ```text
/// impl<M: Mode> Call<ListPets, M> {
///     pub fn limit(mut self, limit: i64) -> Self {
///         self.operation_mut().limit = Some(limit);
///         self
///     }
/// }
/// ```
#[macro_export]
macro_rules! call_type {
    () => {
        /// A call of an operation: nothing is sent before it is awaited, or sent from a blocking client.
        #[must_use = "nothing is sent before the call is awaited or sent"]
        pub struct Call<O, M = $crate::Async>($crate::Call<O, M>);

        #[allow(dead_code, reason = "a crate without optional arguments has no use for all of them")]
        impl<O, M: $crate::Mode> Call<O, M> {
            pub(crate) fn new(client: &$crate::Client<M>, operation: O) -> Self {
                Self($crate::Call::new(client, operation))
            }

            pub(crate) fn operation_mut(&mut self) -> &mut O {
                self.0.operation_mut()
            }

            /// The time for this call with all its attempts and waits, instead of the client's.
            pub fn timeout(self, timeout: ::core::time::Duration) -> Self {
                Self(self.0.timeout(timeout))
            }

            /// A header for this call, instead of one the operation or the client would set under this name.
            ///
            /// Headers that frame the message (`host`, `content-length`, ...) and those that a credential sets are
            /// refused when the call is sent. An `authorization` header stands in for credentials the client does not have.
            pub fn header(
                self,
                name: impl ::core::convert::AsRef<str>,
                value: impl ::core::convert::AsRef<str>,
            ) -> Self {
                Self(self.0.header(name, value))
            }
        }

        impl<O: $crate::Operation, M: $crate::Mode> Call<O, M> {
            /// The request that would be sent, with its credentials: print it with care. A body that is a stream is in
            /// it, so that the call cannot be sent any more. A token that a provider brings is not in it; it is fetched
            /// on sending.
            ///
            /// # Errors
            /// When the arguments cannot be sent, or the client lacks the credentials.
            pub fn to_http_request(
                &self,
            ) -> ::core::result::Result<$crate::http::Request<$crate::Body>, $crate::InvalidRequest> {
                self.0.to_http_request()
            }

            /// Reads an answer that came another way, from a mock or a recording.
            ///
            /// # Errors
            /// As for an answer that came from the server.
            pub fn read_http_response(
                &self,
                response: $crate::http::Response<$crate::Bytes>,
            ) -> ::core::result::Result<$crate::Response<O::Output>, $crate::Error<O::Error>> {
                self.0.read_http_response(response)
            }
        }

        impl<O: $crate::Paged, M: $crate::Mode> Call<O, M> {
            /// The pages of the list, from the one that this call asks for to the last. Each is a call of its own, with
            /// all that was set for this one.
            pub fn pages(self) -> $crate::Pages<O, M> {
                self.0.pages()
            }

            /// The items of the list, from the page that this call asks for to the last. A page is asked for when the
            /// items of the one before are used up.
            pub fn items(self) -> $crate::PageItems<O, M> {
                self.0.items()
            }
        }

        /// Says which operation, and nothing of its arguments.
        impl<O, M> ::core::fmt::Debug for Call<O, M> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl<O: $crate::Operation> Call<O, $crate::Async> {
            /// The answer with its status and headers, instead of its value alone.
            pub fn response(self) -> $crate::PendingResponse<O> {
                self.0.response()
            }
        }

        impl<O: $crate::Operation> Call<O, $crate::Async> {
            /// The body of a success as it arrives, whatever it is declared to be, however large it is. Errors are read
            /// as ever.
            pub fn byte_stream(
                self,
            ) -> impl ::core::future::Future<
                Output = ::core::result::Result<$crate::ByteStream, $crate::Error<O::Error>>,
            > + ::core::marker::Send
            + 'static {
                self.0.byte_stream()
            }
        }

        impl<O: $crate::Operation> ::core::future::IntoFuture for Call<O, $crate::Async> {
            type Output = ::core::result::Result<O::Output, $crate::Error<O::Error>>;
            type IntoFuture = $crate::Pending<O>;

            fn into_future(self) -> $crate::Pending<O> {
                ::core::future::IntoFuture::into_future(self.0)
            }
        }

        $crate::__blocking_call_methods!();
    };
}

#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_call_methods {
    () => {
        impl<O: $crate::Operation> Call<O, $crate::Blocking> {
            /// Sends the call and waits for its value.
            ///
            /// # Errors
            /// When the call does not succeed.
            pub fn send(self) -> ::core::result::Result<O::Output, $crate::Error<O::Error>> {
                self.0.send()
            }

            /// Sends the call and waits for the answer with its status and headers.
            ///
            /// # Errors
            /// When the call does not succeed.
            pub fn response(self) -> ::core::result::Result<$crate::Response<O::Output>, $crate::Error<O::Error>> {
                self.0.response()
            }

            /// The body of a success as it arrives, whatever it is declared to be, however large it is. Errors are read
            /// as ever.
            ///
            /// # Errors
            /// When the call does not succeed.
            pub fn byte_stream(
                self,
            ) -> ::core::result::Result<$crate::Items<$crate::ByteStream>, $crate::Error<O::Error>> {
                self.0.byte_stream()
            }
        }
    };
}

#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_call_methods {
    () => {};
}
