//! Where the cells of some rows begin and end.

use memchr::memchr;

/// Rows of a batch: few enough that their bytes stay close to the processor.
const ROWS: usize = 64;
/// Each byte's highest bit, and eight commas.
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);
const COMMAS: u64 = u64::from_ne_bytes([b','; 8]);

/// Some rows. For each there are the places where its cells begin, and one for the cell that would be next:
/// every cell ends a byte before the next begins.
pub(super) struct Batch {
    columns: usize,
    rows: usize,
    begins: Vec<u32>,
}

impl Batch {
    pub(super) fn new(columns: usize) -> Self {
        Self {
            columns,
            rows: 0,
            begins: vec![0; ROWS * (columns + 1) + 8],
        }
    }

    pub(super) fn clear(&mut self) {
        self.rows = 0;
    }

    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    pub(super) fn is_full(&self) -> bool {
        self.rows == ROWS
    }

    /// Where a row begins.
    pub(super) fn start(&self, row: usize) -> usize {
        self.begins[row * (self.columns + 1)] as usize
    }

    /// Where the cells of a column begin and end, row by row.
    #[inline]
    pub(super) fn cells(&self, column: usize) -> impl Iterator<Item = (usize, usize)> {
        let rows = self.begins.chunks_exact(self.columns + 1).take(self.rows);
        rows.map(move |row| (row[column] as usize, row[column + 1] as usize - 1))
    }

    /// Adds the row without quotes that begins at `at`; gives the place after it. `None` if it has not as
    /// many cells as there are columns.
    #[inline]
    pub(super) fn plain(&mut self, bytes: &[u8], at: usize) -> Option<usize> {
        let next = at + memchr(b'\n', &bytes[at..])? + 1;
        let line = &bytes[at..next - 1];
        let end = at + line.strip_suffix(b"\r").unwrap_or(line).len();
        let first = self.rows * (self.columns + 1);
        self.begins[first] = at as u32;
        let mut count = 1;
        for start in (at..end).step_by(8) {
            let word = u64::from_le_bytes(*bytes[start..].first_chunk()?);
            let mut found = zeros(word ^ COMMAS);
            let within = end - start;
            if within < 8 {
                found &= !(u64::MAX << (8 * within));
            }
            // Each byte is 0 or 1 after the shift, and the product's highest byte is their sum.
            let many = ((found >> 7).wrapping_mul(HIGHS >> 7) >> 56) as usize;
            let room: &mut [u32; 8] = self.begins[first + count..].first_chunk_mut()?;
            // Most words have at most four; writing all four is quicker than asking how many.
            let (four, more) = room.split_at_mut(4);
            for place in four {
                *place = begin_after(start, &mut found);
            }
            if many > 4 {
                for place in more {
                    *place = begin_after(start, &mut found);
                }
            }
            count += many;
            if count > self.columns {
                return None;
            }
        }
        self.begins[first + count] = end as u32 + 1;
        self.rows += 1;
        (count == self.columns).then_some(next)
    }

    /// Takes in all rows of a text in which a quote stands somewhere; gives the bytes to read them from.
    pub(super) fn quoted(&mut self, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes);
        let mut record = csv::ByteRecord::new();
        let mut text = Vec::with_capacity(bytes.len() + 8);
        self.begins.clear();
        while reader.read_byte_record(&mut record).ok()? {
            if record.len() != self.columns {
                return None;
            }
            self.begins.push(text.len() as u32);
            for cell in &record {
                text.extend_from_slice(cell);
                text.push(b',');
                self.begins.push(text.len() as u32);
            }
            self.rows += 1;
        }
        text.extend_from_slice(&[0; 8]);
        Some(text)
    }
}

/// Where the cell begins after the lowest comma found in the word at `start`, which is then taken away.
#[inline]
fn begin_after(start: usize, found: &mut u64) -> u32 {
    // The highest bit is set so that there is always one to count to.
    let place = start + (*found | 1 << 63).trailing_zeros() as usize / 8 + 1;
    *found &= found.wrapping_sub(1);
    place as u32
}

/// The bytes of a word that are zero, by their highest bits.
#[inline]
fn zeros(word: u64) -> u64 {
    !(((word & !HIGHS) + !HIGHS) | word | !HIGHS)
}
