//! What setters make of the lists and maps that they are given.

/// The list of what converts into its items, as in `["a", "b"]` for strings.
///
/// ```
/// assert_eq!(specwright_values::list::<String, _>(["a", "b"]), ["a".to_owned(), "b".to_owned()]);
/// ```
pub fn list<T, I: Into<T>>(items: impl IntoIterator<Item = I>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}

/// The map of what converts into its keys and values, as in `[("a", 1)]`. Of entries with one key the last counts.
///
/// ```
/// use std::collections::BTreeMap;
///
/// let map: BTreeMap<String, i64> = specwright_values::map([("a", 1), ("b", 2), ("a", 3)]);
/// assert_eq!(map.into_iter().collect::<Vec<_>>(), [("a".to_owned(), 3), ("b".to_owned(), 2)]);
/// ```
pub fn map<K: Into<String>, V: Into<W>, W, M: FromIterator<(String, W)>>(
    entries: impl IntoIterator<Item = (K, V)>,
) -> M {
    entries.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
}
