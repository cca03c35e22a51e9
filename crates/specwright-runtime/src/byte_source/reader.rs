//! Readers as chunks.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncRead, ReadBuf};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use crate::transport::PIECE;

/// With less room than this a reader is given a new buffer.
const LEAST_ROOM: usize = 4 * 1024;

type Chunk = Option<io::Result<Bytes>>;

pub(super) fn chunks<R: AsyncRead>(mut reader: Pin<Box<R>>) -> impl FnMut(&mut Context<'_>) -> Poll<Chunk> {
    let mut room = BytesMut::new();
    move |cx| {
        if room.len() < LEAST_ROOM {
            room = BytesMut::zeroed(PIECE);
        }
        let mut buffer = ReadBuf::new(&mut room);
        let read = ready!(reader.as_mut().poll_read(cx, &mut buffer));
        let count = buffer.filled().len();
        Poll::Ready(match read {
            Err(error) => Some(Err(error)),
            Ok(()) if count == 0 => None,
            Ok(()) => Some(Ok(room.split_to(count).freeze())),
        })
    }
}

/// Between two chunks the reader is here, while one is read it is with the task.
enum Turn<R> {
    Ours(R),
    Theirs(JoinHandle<(R, Chunk)>),
    Over,
}

pub(super) fn blocking_chunks<R: io::Read + Send + 'static>(
    reader: R,
) -> impl FnMut(&mut Context<'_>) -> Poll<Chunk> + Send {
    let mut turn = Turn::Ours(reader);
    move |cx| {
        let mut task = match std::mem::replace(&mut turn, Turn::Over) {
            Turn::Ours(reader) => match Handle::try_current() {
                Ok(runtime) => runtime.spawn_blocking(move || read(reader)),
                Err(error) => return Poll::Ready(Some(Err(io::Error::other(error)))),
            },
            Turn::Theirs(task) => task,
            Turn::Over => return Poll::Ready(None),
        };
        match Pin::new(&mut task).poll(cx) {
            Poll::Pending => {
                turn = Turn::Theirs(task);
                Poll::Pending
            }
            Poll::Ready(Ok((reader, chunk))) => {
                turn = Turn::Ours(reader);
                Poll::Ready(chunk)
            }
            Poll::Ready(Err(error)) => Poll::Ready(Some(Err(io::Error::other(error)))),
        }
    }
}

fn read<R: io::Read>(mut reader: R) -> (R, Chunk) {
    let mut buffer = BytesMut::zeroed(PIECE);
    let chunk = loop {
        match reader.read(&mut buffer) {
            Ok(0) => break None,
            Ok(count) => {
                buffer.truncate(count);
                break Some(Ok(buffer.freeze()));
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => break Some(Err(error)),
        }
    };
    (reader, chunk)
}
