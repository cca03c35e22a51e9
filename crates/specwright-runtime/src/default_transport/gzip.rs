//! Answers that are compressed.

use std::io::Write;
use std::mem::take;
use std::task::ready;

use bytes::Bytes;
use flate2::write::MultiGzDecoder;

use crate::transport::{Body, TransportError};

/// So much is decoded at a time. It may become a thousand times as much, which has to be held in memory.
const STEP: usize = 2 * 1024;

/// The body that was compressed. One of no bytes at all is no body: an answer to `HEAD`, for instance.
pub(super) fn decoded(mut body: Body) -> Body {
    let mut decoder = MultiGzDecoder::new(Vec::new());
    let (mut arrived, mut is_begun) = (Bytes::new(), false);
    Body::from_poll_fn(move |cx| {
        loop {
            if arrived.is_empty() {
                arrived = match ready!(body.poll_chunk(cx)) {
                    Some(Ok(chunk)) => chunk,
                    Some(Err(error)) => return Some(Err(error)).into(),
                    None if !is_begun => return None.into(),
                    None => {
                        let end = decoder.try_finish().map(|()| rest(&mut decoder));
                        return end.map_err(TransportError::maybe_sent).transpose().into();
                    }
                };
            }
            is_begun |= !arrived.is_empty();
            let step = arrived.split_to(arrived.len().min(STEP));
            // What is decoded is given out at once, or events would wait for the next one.
            let written = decoder.write_all(&step).and_then(|()| decoder.flush());
            match written.map(|()| rest(&mut decoder)) {
                Ok(None) => {}
                chunk => return chunk.map_err(TransportError::maybe_sent).transpose().into(),
            }
        }
    })
}

/// What is decoded and not given out yet.
fn rest(decoder: &mut MultiGzDecoder<Vec<u8>>) -> Option<Bytes> {
    Some(take(decoder.get_mut())).filter(|bytes| !bytes.is_empty()).map(Bytes::from)
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;
    use crate::transport::BoxFuture;

    fn gzip(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).expect("memory");
        encoder.finish().expect("memory")
    }

    /// What comes out of a body that arrives in pieces of this length; an error ends it.
    fn read(bytes: Vec<u8>, piece: usize) -> BoxFuture<'static, Result<String, String>> {
        let mut pieces: Vec<_> = bytes.chunks(piece).map(Bytes::copy_from_slice).rev().collect();
        let mut body = decoded(Body::from_poll_fn(move |_| pieces.pop().map(Ok).into()));
        Box::pin(async move {
            let mut text = String::new();
            while let Some(chunk) = body.chunk().await {
                text.push_str(&String::from_utf8_lossy(&chunk.map_err(|error| error.to_string())?));
            }
            Ok(text)
        })
    }

    async fn check(bytes: Vec<u8>, expected: Result<&str, ()>) {
        for piece in [1, 7, 1000, usize::MAX] {
            assert_eq!(read(bytes.clone(), piece).await.map_err(drop), expected.map(str::to_owned), "{piece}");
        }
    }

    #[tokio::test]
    async fn bodies_are_decoded_in_whatever_pieces_they_arrive() {
        let long = "one and another ".repeat(20_000);
        check(gzip("bolt"), Ok("bolt")).await;
        check(gzip(&long), Ok(&long)).await;
        check(gzip(""), Ok("")).await;
        check([gzip("nuts "), gzip("and bolts")].concat(), Ok("nuts and bolts")).await;
        check(Vec::new(), Ok("")).await;
    }

    #[tokio::test]
    async fn a_body_that_is_cut_or_is_none_is_an_error() {
        let whole = gzip("bolt");
        for end in 1..whole.len() {
            check(whole[..end].to_vec(), Err(())).await;
        }
        check(b"no gzip".to_vec(), Err(())).await;
        check([whole, b"more".to_vec()].concat(), Err(())).await;
    }

    #[tokio::test]
    async fn what_was_flushed_by_the_server_need_not_wait_for_more() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&[b'x'; 200_000]).and_then(|()| encoder.flush()).expect("memory");
        let mut begun = Some(Bytes::from(encoder.get_ref().clone()));
        let mut body = decoded(Body::from_poll_fn(move |_| match begun.take() {
            Some(chunk) => Some(Ok(chunk)).into(),
            None => std::task::Poll::Pending,
        }));
        let mut count = 0;
        while count < 200_000 {
            count += body.chunk().await.expect("a chunk").expect("no fault").len();
        }
        assert_eq!(count, 200_000);
    }
}
