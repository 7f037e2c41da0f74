//! The signed head of a service's tree, and earlier heads kept as checkpoints.

use calendar::Stamp;
use ed25519_dalek::{Signature, Signer as _, Verifier as _, VerifyingKey};
use record::ServiceId;

use crate::keys::{Keys, bytes_of_hex, to_hex};
use crate::sql::{Row, args, statements};
use crate::transaction::Tx;
use crate::tree::{Frontier, Hash};
use crate::{Error, Store};

statements! {
    INSERT_TREE = "insert into tree (service_id, size, frontier, root, signed_at, signature) \
        values ($1, 0, $2, $3, $4, $5) on conflict (service_id) do nothing";
    // Writing the row, even to the same value, makes every other writer of the service wait.
    TAKE_TREE = "update tree set size = size where service_id = $1 returning size, frontier, looks";
    PUT_TREE = "update tree set size = $2, frontier = $3, root = $4, signed_at = $5, \
        signature = $6, looks = $7 where service_id = $1";
    HEAD = "select size, root, signed_at, signature, frontier from tree where service_id = $1";
    KEEP_CHECKPOINT = "insert into checkpoint (service_id, size, root, signed_at, signature) \
        select service_id, size, root, signed_at, signature from tree where service_id = $1 \
        on conflict (service_id, size) do nothing";
    CHECKPOINTS = "select size, root, signed_at, signature from checkpoint \
        where service_id = $1 order by size";
}

/// How the line of a head begins.
const LINE: &str = "alongside-head-1";

/// How large the tree of a service was at a time, and its root, signed by the installation. Kept
/// outside the installation, it shows later that nothing up to then was changed or taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The service.
    pub service: ServiceId,
    /// How many entries and looks there were.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
    /// When it was signed.
    pub signed_at: Stamp,
    /// The installation's ed25519 signature.
    pub signature: [u8; 64],
}

impl Head {
    fn sign(keys: &Keys, service: ServiceId, tree: &Frontier, at: Stamp) -> Self {
        let (size, root) = (tree.size(), tree.root());
        let signature = keys.signing().sign(&message(service, size, &root, at));
        Self {
            service,
            size,
            root,
            signed_at: at,
            signature: signature.to_bytes(),
        }
    }

    /// Whether the installation with this verifying key signed it.
    pub fn is_signed_by(&self, verifying_key: &[u8; 32]) -> bool {
        let message = message(self.service, self.size, &self.root, self.signed_at);
        VerifyingKey::from_bytes(verifying_key).is_ok_and(|key| {
            key.verify(&message, &Signature::from_bytes(&self.signature))
                .is_ok()
        })
    }

    /// The head as a line of text, to be kept outside the installation.
    pub fn to_line(&self) -> String {
        format!(
            "{LINE} {} {} {} {} {}",
            self.service,
            self.size,
            to_hex(&self.root),
            self.signed_at,
            to_hex(&self.signature)
        )
    }

    /// The head of such a line; nothing if it is none. Whether it was signed is another question.
    pub fn from_line(line: &str) -> Option<Self> {
        let mut parts = line.strip_prefix(LINE)?.split_whitespace();
        let head = Self {
            service: parts.next()?.parse().ok()?,
            size: parts.next()?.parse().ok()?,
            root: bytes_of_hex(parts.next()?)?.try_into().ok()?,
            signed_at: parts.next()?.parse().ok()?,
            signature: bytes_of_hex(parts.next()?)?.try_into().ok()?,
        };
        parts.next().is_none().then_some(head)
    }

    fn from_row(service: ServiceId, row: &Row) -> Result<Self, Error> {
        Ok(Self {
            service,
            size: row.int(0)?.unsigned_abs(),
            root: row.bytes32(1)?,
            signed_at: row.parsed(2, "the time of a signed head")?,
            signature: row
                .bytes(3)?
                .try_into()
                .map_err(|_| Error::unreadable("a signature"))?,
        })
    }
}

fn message(service: ServiceId, size: u64, root: &Hash, at: Stamp) -> Vec<u8> {
    [
        &b"alongside tree head 1"[..],
        service.0.as_bytes(),
        &size.to_be_bytes(),
        root,
        at.to_string().as_bytes(),
    ]
    .concat()
}

/// Plants the tree of a new service.
pub(crate) async fn plant(
    tx: &mut Tx,
    keys: &Keys,
    service: ServiceId,
    at: Stamp,
) -> Result<(), Error> {
    let tree = Frontier::default();
    let head = Head::sign(keys, service, &tree, at);
    let cells = args![
        service.0,
        tree.bytes(),
        head.root,
        at,
        head.signature.to_vec()
    ];
    tx.run(INSERT_TREE, cells).await.map(drop)
}

/// The trees that a transaction has taken, as they have grown in it, each with when it last did.
/// However much is committed together, a head is signed once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Taken(Vec<Held>);

#[derive(Debug, Clone)]
struct Held {
    service: ServiceId,
    tree: Frontier,
    /// How many of its leaves are looks.
    looks: i64,
    grown: Option<Stamp>,
}

/// The tree of a service, for the one writer who has it until the transaction ends.
pub(crate) async fn take(tx: &mut Tx, service: ServiceId) -> Result<Frontier, Error> {
    if let Some(taken) = tx.trees.0.iter().find(|it| it.service == service) {
        return Ok(taken.tree.clone());
    }
    let row = tx.row(TAKE_TREE, args![service.0]).await?;
    let row = row.ok_or(Error::NotFound)?;
    let tree = Frontier::from_stored(row.int(0)?.unsigned_abs(), &row.bytes(1)?)
        .ok_or_else(|| Error::unreadable("the tree of entries"))?;
    tx.trees.0.push(Held {
        service,
        tree: tree.clone(),
        looks: row.int(2)?,
        grown: None,
    });
    Ok(tree)
}

/// Puts the tree back, grown by entries. It is signed and stored with [`sign`].
pub(crate) fn put(tx: &mut Tx, service: ServiceId, tree: Frontier, at: Stamp) {
    put_back(tx, service, tree, at, 0);
}

/// Puts the tree back, grown by a look.
pub(crate) fn put_look(tx: &mut Tx, service: ServiceId, tree: Frontier, at: Stamp) {
    put_back(tx, service, tree, at, 1);
}

fn put_back(tx: &mut Tx, service: ServiceId, tree: Frontier, at: Stamp, looks: i64) {
    let taken = tx.trees.0.iter_mut().find(|it| it.service == service);
    let taken = taken.expect("a tree is taken before it is put back");
    taken.tree = tree;
    taken.looks += looks;
    taken.grown = Some(at);
}

/// Signs and stores the trees that have grown.
pub(crate) async fn sign(tx: &mut Tx, keys: &Keys) -> Result<(), Error> {
    let taken = tx.trees.clone();
    for taken in taken.0 {
        let Some(at) = taken.grown else { continue };
        let head = Head::sign(keys, taken.service, &taken.tree, at);
        let cells = args![
            taken.service.0,
            taken.tree.size() as i64,
            taken.tree.bytes(),
            head.root,
            at,
            head.signature.to_vec(),
            taken.looks,
        ];
        tx.run(PUT_TREE, cells).await?;
    }
    for taken in &mut tx.trees.0 {
        taken.grown = None;
    }
    Ok(())
}

/// The signed head of a service, and whether the stored frontier leads to its root.
pub(crate) async fn head(tx: &mut Tx, service: ServiceId) -> Result<(Head, bool), Error> {
    let row = tx.row(HEAD, args![service.0]).await?;
    let row = row.ok_or(Error::NotFound)?;
    let head = Head::from_row(service, &row)?;
    let frontier = Frontier::from_stored(head.size, &row.bytes(4)?);
    let fits = frontier.is_some_and(|tree| tree.root() == head.root);
    Ok((head, fits))
}

/// The checkpoints of a service, the smallest first.
pub(crate) async fn checkpoints(tx: &mut Tx, service: ServiceId) -> Result<Vec<Head>, Error> {
    let rows = tx.rows(CHECKPOINTS, args![service.0]).await?;
    rows.iter()
        .map(|row| Head::from_row(service, row))
        .collect()
}

impl Store {
    /// The signed head of a service as it is now, to be put down outside the installation.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such service.
    pub async fn head(&self, service: ServiceId) -> Result<Head, Error> {
        let mut tx = self.engine().look().await?;
        Ok(head(&mut tx, service).await?.0)
    }

    /// Keeps the present head of a service as a checkpoint and returns it, to be put down outside
    /// the installation as well.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such service.
    pub async fn checkpoint(&self, service: ServiceId) -> Result<Head, Error> {
        let keys = self.keys().clone();
        self.write(move |tx| {
            let keys = keys.clone();
            Box::pin(async move {
                sign(tx, &keys).await?;
                tx.run(KEEP_CHECKPOINT, args![service.0]).await?;
                Ok(head(tx, service).await?.0)
            })
        })
        .await
    }

    /// The key with which anybody can check the signature of a [`Head`].
    pub fn verifying_key(&self) -> [u8; 32] {
        self.keys().signing().verifying_key().to_bytes()
    }
}
