//! [`Block`]s to lines of Markdown, in the plainest form that CommonMark knows.

use super::escape;
use super::model::{Alignment, Block, Inline, Table};
use super::spans::{self, Words};

/// Paragraphs are no wider than this where their words allow it: `    /// ` and a line make 100.
const WIDTH: usize = 92;

/// However deep a paragraph stands, it keeps this much room.
const MIN_WIDTH: usize = 40;

/// The lines of a description; an empty line is an empty string.
pub(super) fn write(blocks: &[Block]) -> Vec<String> {
    write_blocks(blocks, WIDTH)
}

fn write_blocks(blocks: &[Block], width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut alternate = false;
    let mut previous: Option<&Block> = None;
    for block in blocks {
        if previous.is_some() {
            lines.push(String::new());
        }
        alternate = previous.is_some_and(|previous| would_join(previous, block)) && !alternate;
        lines.extend(write_block(block, width, alternate));
        previous = Some(block);
    }
    lines
}

/// Neighbouring lists of one kind are read as one list if they have the same marker.
fn would_join(first: &Block, second: &Block) -> bool {
    match (first, second) {
        (Block::List { start: first, .. }, Block::List { start: second, .. }) => first.is_some() == second.is_some(),
        _ => false,
    }
}

fn write_block(block: &Block, width: usize, alternate: bool) -> Vec<String> {
    match block {
        Block::Paragraph(inlines) => write_paragraph(inlines, width),
        Block::Quote(blocks) => prefixed(write_blocks(blocks, narrower(width, 2)), "> ", "> "),
        Block::List { start, items } => write_list(*start, items, width, alternate),
        Block::Code(text) => write_code(text),
        Block::Table(table) => write_table(table),
        Block::Rule => vec!["___".to_owned()],
    }
}

fn write_paragraph(inlines: &[Inline], width: usize) -> Vec<String> {
    let mut words = Words::default();
    spans::write(inlines, false, &mut words);
    words.wrap(width).into_iter().map(|line| escape::line_start(&line)).collect()
}

fn write_list(start: Option<u64>, items: &[Vec<Block>], width: usize, alternate: bool) -> Vec<String> {
    let is_tight = items.iter().all(|item| is_tight(item));
    let mut lines = Vec::new();
    for (nth, item) in items.iter().enumerate() {
        let marker = match (start, alternate) {
            (None, false) => "- ".to_owned(),
            (None, true) => "* ".to_owned(),
            (Some(start), false) => format!("{}. ", start + nth as u64),
            (Some(start), true) => format!("{}) ", start + nth as u64),
        };
        if nth > 0 && !is_tight {
            lines.push(String::new());
        }
        let mut content = write_blocks(item, narrower(width, marker.len()));
        if is_tight {
            content.retain(|line| !line.is_empty());
        }
        lines.extend(prefixed(content, &marker, &" ".repeat(marker.len())));
    }
    lines
}

/// One paragraph, and below it at most one list of such items, needs no empty line.
fn is_tight(item: &[Block]) -> bool {
    match item {
        [Block::Paragraph(_)] => true,
        [Block::Paragraph(_), Block::List { start: None | Some(1), items }] => items.iter().all(|item| is_tight(item)),
        _ => false,
    }
}

fn write_code(text: &str) -> Vec<String> {
    let fence = "`".repeat(escape::longest_run(text).max(2) + 1);
    let mut lines = vec![format!("{fence}text")];
    lines.extend(text.split('\n').map(str::to_owned));
    lines.push(fence);
    lines
}

fn write_table(table: &Table) -> Vec<String> {
    let cells = |row: &[Vec<Inline>]| row.iter().map(|cell| spans::write_line(cell, true)).collect::<Vec<_>>();
    let head = cells(&table.head);
    let rows: Vec<_> = table.rows.iter().map(|row| cells(row)).collect();
    let mut widths = vec![3; table.columns.len()];
    for row in rows.iter().chain([&head]) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    if widths.iter().sum::<usize>() + 3 * widths.len() >= WIDTH {
        widths.iter_mut().for_each(|width| *width = 3);
    }
    let rule = table.columns.iter().zip(&widths).map(|(column, width)| delimiter(*column, *width)).collect();
    let rows = [head, rule].into_iter().chain(rows);
    rows.map(|row| write_row(&row, &widths)).collect()
}

fn write_row(cells: &[String], widths: &[usize]) -> String {
    let padded = cells.iter().zip(widths).map(|(cell, &width)| format!(" {cell:width$} |"));
    format!("|{}", padded.collect::<String>())
}

fn delimiter(alignment: Alignment, width: usize) -> String {
    let dashes = |count: usize| "-".repeat(width.saturating_sub(count));
    match alignment {
        Alignment::None => dashes(0),
        Alignment::Left => format!(":{}", dashes(1)),
        Alignment::Right => format!("{}:", dashes(1)),
        Alignment::Center => format!(":{}:", dashes(2)),
    }
}

fn narrower(width: usize, by: usize) -> usize {
    width.saturating_sub(by).max(MIN_WIDTH)
}

/// Puts `first` before the first line and `next` before the others, and nothing after an end of line.
fn prefixed(lines: Vec<String>, first: &str, next: &str) -> Vec<String> {
    let mut prefix = first;
    lines
        .into_iter()
        .map(|line| {
            let line = format!("{prefix}{line}");
            prefix = next;
            line.trim_end().to_owned()
        })
        .collect()
}
