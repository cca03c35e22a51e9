//! What the parts of pages are called. The lists are closed: a name that is not in them is not taken for one.

/// A name without case and punctuation: `next_cursor`, `nextCursor` and `Next-Cursor` are `nextcursor`.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|character| character.to_ascii_lowercase()).collect()
}

/// Parameters that take the cursor that an answer gives under one of the names behind it, the likeliest first.
pub(super) const CURSORS: &[(&str, &[&str])] = &[
    ("cursor", &["nextcursor", "nextpagecursor", "cursornext", "cursor"]),
    ("pagecursor", &["nextpagecursor", "nextcursor"]),
    ("startcursor", &["nextcursor"]),
    ("nextcursor", &["nextcursor"]),
    ("pagetoken", &["nextpagetoken"]),
    ("nextpagetoken", &["nextpagetoken"]),
    ("nexttoken", &["nexttoken"]),
    ("token", &["nexttoken", "nextpagetoken"]),
    ("paginationtoken", &["nexttoken", "nextpaginationtoken", "paginationtoken"]),
    ("continuationtoken", &["nextcontinuationtoken", "continuationtoken"]),
    ("continuation", &["nextcontinuation", "continuation"]),
    ("continue", &["continue"]),
    ("marker", &["nextmarker"]),
    ("pagemarker", &["nextpagemarker"]),
    ("after", &["endcursor", "nextcursor", "after"]),
    ("aftercursor", &["endcursor", "nextcursor", "aftercursor"]),
    ("pageafter", &["after", "endcursor", "nextcursor"]),
];

/// The same, where they can only be cursors because the answer says besides whether more follow.
pub(super) const CURSORS_BESIDE_MORE: &[(&str, &[&str])] =
    &[("after", &["lastid"]), ("afterid", &["lastid"]), ("page", &["nextpage"])];

/// Numbers of pages and items, which an answer may give for the next page.
pub(super) const NEXT_NUMBERS: &[(&str, &[&str])] =
    &[("page", &["nextpage"]), ("pagenumber", &["nextpage", "nextpagenumber"]), ("offset", &["nextoffset"])];

/// Parameters that take the number of a page.
pub(super) const PAGES: &[&str] = &["page", "pagenumber", "pageno", "pagenum"];

/// Parameters that take the number of items before a page.
pub(super) const OFFSETS: &[&str] = &["offset", "skip", "startat", "pageoffset"];

/// Parameters that take the most items that a page may have.
pub(super) const SIZES: &[&str] = &[
    "limit",
    "pagesize",
    "perpage",
    "size",
    "maxresults",
    "maxitems",
    "itemsperpage",
    "pagelimit",
    "top",
    "take",
    "count",
];

/// Properties that say whether another page follows.
pub(super) const MORE: &[&str] = &["hasmore", "hasnextpage", "hasnext", "hasmoreresults", "istruncated"];

/// Properties that say how many pages there are.
pub(super) const PAGE_TOTALS: &[&str] = &["totalpages", "numpages", "totalpagecount", "pagestotal"];

/// Properties that say how many items there are on all pages.
pub(super) const ITEM_TOTALS: &[&str] =
    &["total", "totalcount", "totalitems", "totalresults", "totalrecords", "totalelements", "totalentries"];

/// Properties that are links to the next page, whatever they say about themselves.
pub(super) const LINKS: &[&str] =
    &["nexturl", "nextlink", "nextpageurl", "nextpagelink", "nexturi", "nextpageuri", "odatanextlink", "nexthref"];

/// Objects whose `next` is a link.
pub(super) const LINK_OBJECTS: &[&str] = &["links", "link"];

/// Whether a list is called as if it had the items, whatever other lists there are further in.
pub(super) fn is_list_of_items(name: &str) -> bool {
    matches!(name, "items" | "data" | "results" | "values" | "value" | "records" | "entries" | "elements" | "content")
}

/// Whether a property often stands beside the items of a page and holds none of them.
pub(super) fn is_companion(name: &str) -> bool {
    matches!(name, "errors" | "warnings" | "included" | "links" | "messages")
}
