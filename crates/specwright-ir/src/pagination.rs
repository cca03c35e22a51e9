//! Lists that come in pages.

use std::fmt;

use crate::{Place, StatusPattern};

/// How the pages of a list that an operation answers with are told apart and follow one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// The response that is a page.
    pub page: StatusPattern,
    /// The way from the body of a page to the list of its items: property names; empty when the body is the list.
    pub items: Vec<String>,
    /// How the next page is asked for.
    pub turn: Turn,
    /// The way to a property that says whether another page follows: true or false.
    pub more: Option<Vec<String>>,
}

/// How the page behind one that came is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// By its number.
    Page {
        /// What takes the number: an integer.
        argument: PageArgument,
        /// The number of the first page.
        first: i64,
        /// What says how many there are.
        total: Option<Total>,
    },
    /// By the number of items before it.
    Offset {
        /// What takes the number: an integer.
        argument: PageArgument,
        /// The number for the first page.
        first: i64,
        /// The way to the number of items on all pages.
        total: Option<Vec<String>>,
    },
    /// By a value that the page before gives.
    Cursor {
        /// What takes the value: a string or an integer.
        argument: PageArgument,
        /// Where the value comes from.
        from: Cursor,
    },
    /// By a link in the body of the page before, this way.
    Link(Vec<String>),
    /// By the link `rel="next"` in the headers of the page before.
    LinkHeader,
}

/// What of a request takes the number or the cursor of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageArgument {
    /// The parameter of this name in this place.
    Parameter(Place, String),
    /// A property of the object that the parameter of this name in this place is, this way.
    Property(Place, String, Vec<String>),
    /// A property of the body, this way.
    Body(Vec<String>),
}

/// Where the cursor of the next page comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// The body of a page, this way.
    Body(Vec<String>),
    /// The last item of a page, this way.
    LastItem(Vec<String>),
    /// A header of the answer.
    Header(String),
}

/// How long the list is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Total {
    /// The way to the number of pages.
    Pages(Vec<String>),
    /// The way to the number of items on all pages.
    Items(Vec<String>),
}

impl Pagination {
    /// The ways to the properties of a page that are read, with the list of items.
    pub fn ways(&self) -> impl Iterator<Item = &[String]> {
        let of_turn = match &self.turn {
            Turn::Page { total: Some(Total::Pages(way) | Total::Items(way)), .. }
            | Turn::Offset { total: Some(way), .. }
            | Turn::Cursor { from: Cursor::Body(way), .. }
            | Turn::Link(way) => Some(way),
            Turn::Page { .. } | Turn::Offset { .. } | Turn::Cursor { .. } | Turn::LinkHeader => None,
        };
        [Some(&self.items), of_turn, self.more.as_ref()].into_iter().flatten().map(Vec::as_slice)
    }
}

/// One line: `pages by cursor query "after" from "next" with items "data"`.
impl fmt::Display for Pagination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.turn {
            Turn::Page { argument, first, total } => {
                write!(f, "pages by number {argument} from {first}")?;
                match total {
                    None => {}
                    Some(Total::Pages(way)) => write!(f, " of {} pages", Way(way))?,
                    Some(Total::Items(way)) => write!(f, " of {} items", Way(way))?,
                }
            }
            Turn::Offset { argument, first, total } => {
                write!(f, "pages by offset {argument} from {first}")?;
                if let Some(way) = total {
                    write!(f, " of {} items", Way(way))?;
                }
            }
            Turn::Cursor { argument, from } => {
                write!(f, "pages by cursor {argument} from ")?;
                match from {
                    Cursor::Body(way) => write!(f, "{}", Way(way))?,
                    Cursor::LastItem(way) => write!(f, "{} of the last item", Way(way))?,
                    Cursor::Header(name) => write!(f, "header {name:?}")?,
                }
            }
            Turn::Link(way) => write!(f, "pages by link {}", Way(way))?,
            Turn::LinkHeader => write!(f, "pages by link header")?,
        }
        if let Some(way) = &self.more {
            write!(f, " while {}", Way(way))?;
        }
        write!(f, " with items {}", Way(&self.items))
    }
}

impl fmt::Display for PageArgument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parameter(place, name) => write!(f, "{} {name:?}", format!("{place:?}").to_lowercase()),
            Self::Property(place, name, way) => {
                write!(f, "{} {name:?} {}", format!("{place:?}").to_lowercase(), Way(way))
            }
            Self::Body(way) => write!(f, "body {}", Way(way)),
        }
    }
}

struct Way<'w>(&'w [String]);

impl fmt::Display for Way<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [] => f.write_str("itself"),
            steps => write!(f, "{:?}", steps.join(".")),
        }
    }
}
