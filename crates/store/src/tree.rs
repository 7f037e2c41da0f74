//! The tree of entries: hashes as in RFC 6962, section 2.1, grown a leaf at a time.

use sha2::{Digest, Sha256};

/// A hash of a leaf, a node or a whole tree.
pub type Hash = [u8; 32];

/// The hash of a leaf.
pub(crate) fn leaf_hash(content: &[u8]) -> Hash {
    Sha256::new()
        .chain_update([0])
        .chain_update(content)
        .finalize()
        .into()
}

/// The hash of a row as a leaf: every column, each with its length before it so that no two rows
/// give the same bytes.
pub(crate) fn leaf_of(columns: &[&[u8]]) -> Hash {
    let mut content = Vec::with_capacity(512);
    for column in columns {
        content.extend_from_slice(&(column.len() as u64).to_be_bytes());
        content.extend_from_slice(column);
    }
    leaf_hash(&content)
}

fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new()
        .chain_update([1])
        .chain_update(left)
        .chain_update(right)
        .finalize()
        .into()
}

/// What is needed of a tree to add leaves and tell its root: the roots of its complete subtrees,
/// the largest first, one for each 1 in the binary number of its leaves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Frontier {
    size: u64,
    roots: Vec<Hash>,
}

impl Frontier {
    /// The frontier as it was stored; nothing if the bytes do not fit the size.
    pub(crate) fn from_stored(size: u64, bytes: &[u8]) -> Option<Self> {
        let (roots, rest) = bytes.as_chunks::<32>();
        let fits = rest.is_empty() && roots.len() == size.count_ones() as usize;
        fits.then(|| Self {
            size,
            roots: roots.to_vec(),
        })
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.roots.concat()
    }

    /// How many leaves the tree has.
    pub(crate) fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf: complete subtrees of equal size become one, as in adding 1 to a number.
    pub(crate) fn push(&mut self, leaf: Hash) {
        let mut node = leaf;
        for _ in 0..self.size.trailing_ones() {
            let left = self
                .roots
                .pop()
                .expect("there is a root for each 1 of the size");
            node = node_hash(&left, &node);
        }
        self.roots.push(node);
        self.size += 1;
    }

    /// The root of the tree. The tree without leaves has the hash of nothing.
    pub(crate) fn root(&self) -> Hash {
        let mut roots = self.roots.iter().rev();
        match roots.next() {
            None => Sha256::digest([]).into(),
            Some(last) => roots.fold(*last, |right, left| node_hash(left, &right)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The root by the definition of RFC 6962: split at the largest power of two below the size.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Sha256::digest([]).into(),
            [leaf] => *leaf,
            _ => {
                let half = leaves.len().next_power_of_two() / 2;
                let (left, right) = leaves.split_at(half);
                node_hash(&by_definition(left), &by_definition(right))
            }
        }
    }

    fn hex(text: &str) -> Vec<u8> {
        (0..text.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
            .collect()
    }

    #[test]
    fn the_root_is_that_of_the_definition_at_every_size() {
        let leaves: Vec<Hash> = (0..130_u8).map(|n| leaf_hash(&[n])).collect();
        let mut tree = Frontier::default();
        for (size, leaf) in leaves.iter().enumerate() {
            assert_eq!(tree.root(), by_definition(&leaves[..size]));
            tree.push(*leaf);
        }
        assert_eq!(tree.root(), by_definition(&leaves));
    }

    #[test]
    fn known_hashes() {
        // The hashes of no leaves and of one empty leaf, which any implementation must give.
        assert_eq!(
            Frontier::default().root().to_vec(),
            hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        );
        assert_eq!(
            leaf_hash(&[]).to_vec(),
            hex("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
        );
    }

    #[test]
    fn a_stored_frontier_comes_back_and_a_damaged_one_does_not() {
        let mut tree = Frontier::default();
        for n in 0..13_u8 {
            tree.push(leaf_hash(&[n]));
        }
        assert_eq!(Frontier::from_stored(13, &tree.bytes()), Some(tree.clone()));
        assert_eq!(Frontier::from_stored(12, &tree.bytes()), None);
        assert_eq!(Frontier::from_stored(13, &tree.bytes()[1..]), None);
    }
}
