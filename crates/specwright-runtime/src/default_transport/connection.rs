//! Connections, whatever lies between the client and the server.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_rustls::MaybeHttpsStream;
use hyper_util::client::legacy::connect::{Connected, Connection as Described, HttpConnector};
use hyper_util::rt::TokioIo;
use tokio_rustls::client::TlsStream;
use tower_service::Service;

type Tcp = <HttpConnector as Service<http::Uri>>::Response;

/// What bytes travel on: TCP, or TLS to a proxy.
pub(super) type Carrier = MaybeHttpsStream<Tcp>;

/// A connection that requests are written to.
pub(super) struct Connection {
    io: MaybeHttpsStream<Carrier>,
    /// Whether the other end is a proxy, which has to be told the whole URL.
    is_proxy: bool,
}

impl Connection {
    pub(super) fn plain(tcp: Tcp) -> Self {
        Self { io: MaybeHttpsStream::Http(MaybeHttpsStream::Http(tcp)), is_proxy: false }
    }

    pub(super) fn to_proxy(carrier: Carrier) -> Self {
        Self { io: MaybeHttpsStream::Http(carrier), is_proxy: true }
    }

    pub(super) fn encrypted(stream: TlsStream<TokioIo<Carrier>>) -> Self {
        Self { io: MaybeHttpsStream::from(stream), is_proxy: false }
    }

    fn io(self: Pin<&mut Self>) -> Pin<&mut MaybeHttpsStream<Carrier>> {
        Pin::new(&mut self.get_mut().io)
    }
}

impl Described for Connection {
    /// Addresses are left out: every answer would carry a copy of them.
    fn connected(&self) -> Connected {
        let connected = Connected::new().proxy(self.is_proxy);
        match self.io.connected().is_negotiated_h2() {
            true => connected.negotiated_h2(),
            false => connected,
        }
    }
}

impl Read for Connection {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        self.io().poll_read(cx, buffer)
    }
}

impl Write for Connection {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.io().poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.io().poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.io().poll_shutdown(cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.io().poll_write_vectored(cx, pieces)
    }
}
