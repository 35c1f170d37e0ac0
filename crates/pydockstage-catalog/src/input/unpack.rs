use std::io::{self, BufRead, BufReader, Read};

/// The window that an xz stream may ask for; `xz -9` asks for 64 MiB.
const XZ_MEMORY_KIB: u32 = 160 << 10;
/// The window that a zstd frame may ask for; `zstd --ultra -22` asks for 128 MiB.
const ZSTD_WINDOW: u64 = 128 << 20;

/// The data of a stream that is packed with gzip, xz or zstd, or not at all. The data's first bytes decide, not
/// the file's name.
pub fn unpack(reader: impl Read + Send + 'static) -> io::Result<Box<dyn Read + Send>> {
    let mut reader = BufReader::with_capacity(1 << 16, reader);
    Ok(match reader.fill_buf()? {
        [0x1f, 0x8b, ..] => Box::new(flate2::bufread::MultiGzDecoder::new(reader)),
        [0xfd, b'7', b'z', b'X', b'Z', ..] => {
            Box::new(lzma_rust2::XzReader::new_mem_limit(reader, true, XZ_MEMORY_KIB))
        }
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Box::new(Zstd::new(reader)?),
        _ => Box::new(reader),
    })
}

/// The frames of a zstd file, one after the other.
struct Zstd<R: BufRead> {
    frame: Option<ruzstd::decoding::StreamingDecoder<R, ruzstd::decoding::FrameDecoder>>,
}

impl<R: BufRead> Zstd<R> {
    fn new(reader: R) -> io::Result<Self> {
        Ok(Self { frame: Some(Self::begin(reader)?) })
    }

    fn begin(reader: R) -> io::Result<ruzstd::decoding::StreamingDecoder<R, ruzstd::decoding::FrameDecoder>> {
        let frame = ruzstd::decoding::StreamingDecoder::new_with_max_window_size(reader, ZSTD_WINDOW)
            .map_err(corrupt)?;
        Ok(frame)
    }
}

impl<R: BufRead> Read for Zstd<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(frame) = &mut self.frame {
            let count = frame.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            let Some(ended) = self.frame.take() else { break };
            let mut rest = ended.into_inner();
            if !rest.fill_buf()?.is_empty() {
                self.frame = Some(Self::begin(rest)?);
            }
        }
        Ok(0)
    }
}

fn corrupt(error: impl std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}
