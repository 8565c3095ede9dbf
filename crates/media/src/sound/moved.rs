//! A WAV file whose sound begins later or earlier, sample for sample as it was.

use std::io::{Error, ErrorKind, Read, Result, SeekFrom, Write, copy, repeat};
use std::ops::Range;

use crate::ReadSeek;

/// How the samples lie in the file.
struct Layout {
    /// Bytes of one moment in all channels.
    block: u64,
    /// Moments a second.
    rate: u64,
    /// A byte of silence.
    silence: u8,
    /// Where the samples begin, how many bytes they are, and how many their chunk has.
    start: u64,
    length: u64,
    chunk: u64,
}

/// Writes the sound so many milliseconds later, after silence, or that much earlier, without what came first. Whatever else
/// is in the file stays as it is.
///
/// Where the samples are of an unknown kind, or nothing would be left of them, it is an error of the kind `InvalidData`.
pub fn moved_wav(input: &mut dyn ReadSeek, output: &mut dyn Write, by_ms: i64) -> Result<()> {
    let end = input.seek(SeekFrom::End(0))?;
    let wav = layout(input, end)?;
    let moved = by_ms.unsigned_abs().saturating_mul(wav.rate).saturating_add(500) / 1000 * wav.block;
    let (ahead, left_out) = if by_ms > 0 { (moved, 0) } else { (0, moved) };
    if left_out >= wav.length {
        return Err(bad("nothing would be left of the sound"));
    }
    let length = wav.length - left_out + ahead;
    // A chunk of an odd length is followed by a byte that belongs to none.
    let after = (wav.start + wav.chunk + wav.chunk % 2).min(end);
    let size = wav.start - 8 + length + length % 2 + (end - after);
    output.write_all(b"RIFF")?;
    output.write_all(&u32_of(size)?)?;
    copied(input, 8..wav.start - 4, output)?;
    output.write_all(&u32_of(length)?)?;
    copy(&mut repeat(wav.silence).take(ahead), output)?;
    copied(input, wav.start + left_out..wav.start + wav.length, output)?;
    copy(&mut repeat(0).take(length % 2), output)?;
    copied(input, after..end, output)
}

fn copied(input: &mut dyn ReadSeek, bytes: Range<u64>, output: &mut dyn Write) -> Result<()> {
    input.seek(SeekFrom::Start(bytes.start))?;
    let length = bytes.end - bytes.start;
    if copy(&mut input.take(length), output)? < length {
        return Err(bad("the file ends too early"));
    }
    Ok(())
}

fn bad(why: &str) -> Error {
    Error::new(ErrorKind::InvalidData, why)
}

fn u32_of(number: u64) -> Result<[u8; 4]> {
    let number = u32::try_from(number).map_err(|_| bad("a WAV file has at most 4 GiB"))?;
    Ok(number.to_le_bytes())
}

/// Reads the chunks up to the samples.
fn layout(input: &mut dyn ReadSeek, end: u64) -> Result<Layout> {
    input.rewind()?;
    let mut head = [0; 12];
    input.read_exact(&mut head)?;
    if &head[..4] != b"RIFF" || &head[8..] != b"WAVE" {
        return Err(bad("no WAV file"));
    }
    let (mut at, mut format) = (12_u64, None);
    loop {
        let mut chunk = [0; 8];
        input.seek(SeekFrom::Start(at))?;
        input.read_exact(&mut chunk)?;
        let length = u64::from(u32::from_le_bytes([chunk[4], chunk[5], chunk[6], chunk[7]]));
        let start = at + 8;
        match &chunk[..4] {
            b"fmt " if (16..=64).contains(&length) => {
                let mut bytes = vec![0; length as usize];
                input.read_exact(&mut bytes)?;
                format = Some(bytes);
            }
            b"data" => {
                let format = format.ok_or_else(|| bad("the samples come before their description"))?;
                return described(&format, start, length.min(end - start));
            }
            _ => {}
        }
        at = start + length + length % 2;
    }
}

fn described(format: &[u8], start: u64, chunk: u64) -> Result<Layout> {
    let word = |at: usize| u16::from_le_bytes([format[at], format[at + 1]]);
    let rate = u64::from(u32::from_le_bytes([format[4], format[5], format[6], format[7]]));
    let (block, bits) = (u64::from(word(12)), word(14));
    // The long form names the kind of its samples in the first bytes of an identifier.
    let kind = if word(0) == 0xfffe && format.len() >= 26 { word(24) } else { word(0) };
    let silence = match (kind, bits) {
        (1, 8) => 0x80,
        (1 | 3, _) => 0,
        (6, 8) => 0xd5,
        (7, 8) => 0xff,
        _ => return Err(bad("samples of this kind cannot be moved one by one")),
    };
    if block == 0 || rate == 0 {
        return Err(bad("the samples are not described"));
    }
    Ok(Layout { block, rate, silence, start, length: chunk - chunk % block, chunk })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// Where the samples begin below.
    const START: usize = 56;
    const TAIL: &[u8] = b"note\x01\0\0\0x\0";

    /// A thousand moments a second in two channels of 16 bits, with a chunk of an odd length ahead.
    fn wav(kind: u16, bits: u16, samples: &[u8]) -> Vec<u8> {
        let block = bits / 8 * 2;
        let mut bytes = b"RIFF\0\0\0\0WAVELIST\x03\0\0\0abc\0fmt \x10\0\0\0".to_vec();
        bytes.extend(kind.to_le_bytes());
        bytes.extend(2_u16.to_le_bytes());
        bytes.extend(1000_u32.to_le_bytes());
        bytes.extend((1000 * u32::from(block)).to_le_bytes());
        bytes.extend(block.to_le_bytes());
        bytes.extend(bits.to_le_bytes());
        bytes.extend(b"data");
        bytes.extend((samples.len() as u32).to_le_bytes());
        bytes.extend(samples);
        bytes.extend(TAIL);
        bytes
    }

    fn moved(bytes: &[u8], by_ms: i64) -> Result<Vec<u8>> {
        let mut made = Vec::new();
        moved_wav(&mut Cursor::new(bytes.to_vec()), &mut made, by_ms)?;
        let size = u32::from_le_bytes(made[4..8].try_into().unwrap());
        assert_eq!(size as usize + 8, made.len(), "the file says how long it is");
        assert_eq!(made[8..START - 4], bytes[8..START - 4], "the rest is as it was");
        let length = u32::from_le_bytes(made[START - 4..START].try_into().unwrap()) as usize;
        assert!(made.ends_with(TAIL) || !bytes.ends_with(TAIL));
        Ok(made[START..START + length].to_vec())
    }

    #[test]
    fn later_is_silence_ahead_and_earlier_leaves_out_the_beginning() {
        let samples: Vec<u8> = (1..=20).collect();
        let file = wav(1, 16, &samples);
        assert_eq!(moved(&file, 0).unwrap(), samples);
        assert_eq!(moved(&file, 2).unwrap(), [&[0; 8], &samples[..]].concat());
        assert_eq!(moved(&file, -3).unwrap(), samples[12..]);
        assert_eq!(moved(&file, -5).unwrap_err().to_string(), "nothing would be left of the sound");
        assert_eq!(moved(&wav(1, 8, &samples), 1).unwrap()[..3], [0x80, 0x80, 1]);
        assert_eq!(moved(&wav(7, 8, &samples), 1).unwrap()[..3], [0xff, 0xff, 1]);
    }

    #[test]
    fn what_is_no_row_of_samples_is_refused() {
        let samples: Vec<u8> = (1..=20).collect();
        for broken in [wav(2, 4, &samples), wav(17, 4, &samples), b"RIFF\0\0\0\0WAVE".to_vec(), Vec::new()] {
            assert!(moved(&broken, 1).is_err());
        }
        let file = wav(1, 16, &samples);
        for length in 0..file.len() {
            let _ = moved(&file[..length], 1);
        }
        let cut = &file[..file.len() - TAIL.len() - 2];
        assert_eq!(moved(cut, 1).unwrap().len(), 20, "a moment that is cut off is left out");
    }
}
