//! The grammar of RFC 3339, section 5.6, read and written.

use time::{Date, Month, OffsetDateTime, Time, UtcOffset};

/// `full-date`.
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    let mut text = Text(text.as_bytes());
    let date = text.date()?;
    text.0.is_empty().then_some(date)
}

/// `date-time`, with the lower case letters and the blank between date and time that its notes allow.
pub(crate) fn parse_date_time(text: &str) -> Option<OffsetDateTime> {
    let mut text = Text(text.as_bytes());
    let date = text.date()?;
    text.one_of(b"Tt ")?;
    let (time, offset) = text.time()?;
    // A moment without an offset is none.
    Some(date.with_time(time).assume_offset(offset?))
}

/// `full-time`, or `partial-time`, which has no offset.
pub(crate) fn parse_time(text: &str) -> Option<(Time, Option<UtcOffset>)> {
    Text(text.as_bytes()).time()
}

/// `full-date`; a year outside 0 to 9999, which RFC 3339 cannot say, gets the sign of ISO 8601's expanded form.
pub(crate) fn write_date(date: Date) -> String {
    let (year, month, day) = (date.year(), u8::from(date.month()), date.day());
    match year {
        0..=9999 => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:+07}-{month:02}-{day:02}"),
    }
}

/// `date-time` with no more fraction digits than the value has and `Z` for UTC. The offset must be of whole minutes.
pub(crate) fn write_date_time(value: OffsetDateTime) -> String {
    let mut text = write_date(value.date());
    text.push('T');
    text.push_str(&write_time(value.time()));
    let offset = value.offset();
    if offset.is_utc() {
        text.push('Z');
    } else {
        let (hours, minutes, _) = offset.as_hms();
        let sign = if offset.is_negative() { '-' } else { '+' };
        text.push_str(&format!("{sign}{:02}:{:02}", hours.unsigned_abs(), minutes.unsigned_abs()));
    }
    text
}

/// `partial-time` with no more fraction digits than the value has.
pub(crate) fn write_time(time: Time) -> String {
    let (hour, minute, second) = time.as_hms();
    let mut text = format!("{hour:02}:{minute:02}:{second:02}");
    if time.nanosecond() != 0 {
        let digits = format!(".{:09}", time.nanosecond());
        text.push_str(digits.trim_end_matches('0'));
    }
    text
}

/// Leap seconds come at the end of a day in UTC and, in other offsets, at that same moment.
fn ends_utc_day(time: Time, offset: UtcOffset) -> bool {
    let minutes = i32::from(time.hour()) * 60 + i32::from(time.minute()) - offset.whole_seconds() / 60;
    minutes.rem_euclid(24 * 60) == 24 * 60 - 1
}

fn byte(number: u32) -> Option<u8> {
    u8::try_from(number).ok()
}

/// What is still to be read.
struct Text<'t>(&'t [u8]);

impl Text<'_> {
    fn one_of(&mut self, wanted: &[u8]) -> Option<u8> {
        let (first, after) = self.0.split_first()?;
        let found = wanted.contains(first).then_some(*first)?;
        self.0 = after;
        Some(found)
    }

    fn number(&mut self, digits: usize) -> Option<u32> {
        (0..digits).try_fold(0, |number, _| Some(number * 10 + u32::from(self.one_of(b"0123456789")? - b'0')))
    }

    fn date(&mut self) -> Option<Date> {
        let year = self.number(4)?;
        self.one_of(b"-")?;
        let month = self.number(2)?;
        self.one_of(b"-")?;
        let day = self.number(2)?;
        Date::from_calendar_date(i32::try_from(year).ok()?, Month::try_from(byte(month)?).ok()?, byte(day)?).ok()
    }

    /// A time of day to the end of the text, and its offset if there is one.
    fn time(&mut self) -> Option<(Time, Option<UtcOffset>)> {
        let hour = self.number(2)?;
        self.one_of(b":")?;
        let minute = self.number(2)?;
        self.one_of(b":")?;
        let second = self.number(2)?;
        let nanosecond = self.fraction()?;
        let offset = if self.0.is_empty() { None } else { Some(self.offset()?) };
        if !self.0.is_empty() {
            return None;
        }
        // A leap second has no place on the scale of `time`: the instant just before it ends the same minute.
        let leap = second == 60;
        let (second, nanosecond) = if leap { (59, 999_999_999) } else { (second, nanosecond) };
        let time = Time::from_hms_nano(byte(hour)?, byte(minute)?, byte(second)?, nanosecond).ok()?;
        (!leap || ends_utc_day(time, offset.unwrap_or(UtcOffset::UTC))).then_some((time, offset))
    }

    /// Nanoseconds; further digits are passed over.
    fn fraction(&mut self) -> Option<u32> {
        if self.one_of(b".").is_none() {
            return Some(0);
        }
        let mut nanosecond = self.number(1)? * 100_000_000;
        let mut unit = 10_000_000;
        while let Some(digit) = self.number(1) {
            nanosecond += digit * unit;
            unit /= 10;
        }
        Some(nanosecond)
    }

    fn offset(&mut self) -> Option<UtcOffset> {
        let sign = self.one_of(b"Zz+-")?;
        if sign.eq_ignore_ascii_case(&b'Z') {
            return Some(UtcOffset::UTC);
        }
        let hours = self.number(2).filter(|hours| *hours < 24)?;
        self.one_of(b":")?;
        let minutes = self.number(2).filter(|minutes| *minutes < 60)?;
        let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
        UtcOffset::from_whole_seconds(if sign == b'-' { -seconds } else { seconds }).ok()
    }
}
