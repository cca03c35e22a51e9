//! How connections come about.

use std::error::Error;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use http::uri::Scheme;
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio_rustls::TlsConnector;
use tower_service::Service;

use super::connection::{Carrier, Connection};
use super::failure::TimedOut;
use super::routes::{Routes, Via};
use crate::transport::BoxFuture;

type BoxError = Box<dyn Error + Send + Sync>;

/// How long a connection is silent before the system asks whether the other end is there, and then between questions.
const KEEPALIVE: Duration = Duration::from_secs(15);
const KEEPALIVE_RETRIES: u32 = 3;
/// How long the other end may leave unacknowledged what was sent.
#[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
const UNACKNOWLEDGED: Duration = Duration::from_secs(30);

/// Makes connections, directly or through proxies. The client copies it for every request, so a copy costs nothing.
#[derive(Clone)]
pub(super) struct Connector(Arc<Line>);

struct Line {
    tcp: HttpConnector,
    tls: Arc<ClientConfig>,
    /// For proxies that are spoken to encrypted, in HTTP/1.1.
    proxy_tls: Arc<ClientConfig>,
    routes: Arc<Routes>,
    timeout: Duration,
}

impl Connector {
    pub(super) fn new(timeout: Duration, routes: Arc<Routes>, tls: ClientConfig) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(timeout));
        tcp.set_nodelay(true);
        tcp.set_keepalive(Some(KEEPALIVE));
        tcp.set_keepalive_interval(Some(KEEPALIVE));
        tcp.set_keepalive_retries(Some(KEEPALIVE_RETRIES));
        #[cfg(any(target_os = "android", target_os = "fuchsia", target_os = "linux"))]
        tcp.set_tcp_user_timeout(Some(UNACKNOWLEDGED));
        let mut proxy_tls = tls.clone();
        proxy_tls.alpn_protocols.clear();
        Self(Arc::new(Line { tcp, tls: Arc::new(tls), proxy_tls: Arc::new(proxy_tls), routes, timeout }))
    }
}

impl Service<Uri> for Connector {
    type Response = Connection;
    type Error = BoxError;
    type Future = BoxFuture<'static, Result<Connection, BoxError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, to: Uri) -> Self::Future {
        let line = Arc::clone(&self.0);
        Box::pin(async move {
            let connected = tokio::time::timeout(line.timeout, line.connect(to)).await;
            connected.unwrap_or_else(|_| Err(TimedOut.into()))
        })
    }
}

impl Line {
    async fn connect(&self, to: Uri) -> Result<Connection, BoxError> {
        let via = self.routes.to(&to);
        if to.scheme() != Some(&Scheme::HTTPS) {
            return Ok(match via {
                Some(via) => Connection::to_proxy(self.proxy_connector().call(via.uri).await?),
                None => Connection::plain(self.tcp.clone().call(to).await?),
            });
        }
        let host = to.host().unwrap_or_default();
        let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        let name = ServerName::try_from(host.to_owned())?;
        let carrier = match via {
            Some(via) => self.tunnel(via, to).await?,
            None => MaybeHttpsStream::Http(self.tcp.clone().call(to).await?),
        };
        let stream = TlsConnector::from(Arc::clone(&self.tls)).connect(name, TokioIo::new(carrier)).await?;
        Ok(Connection::encrypted(stream))
    }

    async fn tunnel(&self, via: Via, to: Uri) -> Result<Carrier, BoxError> {
        let tunnel = Tunnel::new(via.uri, self.proxy_connector());
        let mut tunnel = match via.auth {
            Some(auth) => tunnel.with_auth(auth),
            None => tunnel,
        };
        Ok(tunnel.call(to).await?)
    }

    fn proxy_connector(&self) -> HttpsConnector<HttpConnector> {
        (self.tcp.clone(), Arc::clone(&self.proxy_tls)).into()
    }
}
