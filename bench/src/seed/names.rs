//! Invented names. Nobody is called this.

const GIVEN: [&str; 24] = [
    "Acorn", "Birch", "Bramble", "Briar", "Cedar", "Clover", "Comfrey", "Daisy", "Elder", "Fern",
    "Flax", "Hazel", "Juniper", "Larch", "Linden", "Maple", "Nettle", "Poppy", "Rowan", "Sage",
    "Sorrel", "Tansy", "Willow", "Yarrow",
];
const FIRST: [&str; 25] = [
    "Amber", "Bell", "Brook", "Chalk", "Cliff", "Copper", "Crown", "Dusk", "Ember", "Flint",
    "Frost", "Glass", "Gold", "Iron", "Jet", "Lamp", "Marl", "Mist", "Moon", "Pearl", "Quill",
    "Salt", "Slate", "Star", "Tin",
];
const MIDDLE: [&str; 20] = [
    "a", "ba", "de", "el", "fen", "ga", "hol", "in", "ka", "lo", "mer", "no", "or", "pen", "ra",
    "sel", "ta", "un", "ver", "wy",
];
const LAST: [&str; 10] = [
    "berry", "bridge", "field", "gate", "haven", "ley", "moor", "stone", "wick", "worth",
];
/// Towns of the area.
pub(super) const TOWNS: [&str; 6] = [
    "Brightsea",
    "Eastmere",
    "Gullhaven",
    "Sandwick",
    "Tidemouth",
    "Westmarsh",
];

/// The given name with this number.
pub(super) fn given(number: usize) -> &'static str {
    GIVEN[number % GIVEN.len()]
}

/// The surname with this number; there are 5,000.
pub(super) fn surname(number: usize) -> String {
    let (first, rest) = (number % FIRST.len(), number / FIRST.len());
    let (middle, last) = (rest % MIDDLE.len(), rest / MIDDLE.len());
    let (first, middle) = (FIRST[first], MIDDLE[middle]);
    format!("{first}{middle}{}", LAST[last % LAST.len()])
}
