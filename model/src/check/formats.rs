//! Recognises timestamps and base64 in the values of examples and defaults.

/// Whether this is an RFC 3339 timestamp or an HTTP date.
pub(super) fn is_timestamp(text: &str) -> bool {
    is_date_time(text) || is_http_date(text)
}

/// `1985-04-12T23:20:50.52Z`, also with another offset.
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else {
        return false;
    };
    let zone = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at_checked(zone).unwrap_or((time, ""));
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    is_date(date)
        && is_clock(clock)
        && !fraction.is_empty()
        && all_digits(fraction)
        && is_zone(zone)
}

fn is_date(date: &str) -> bool {
    let parts: Vec<&str> = date.split('-').collect();
    match parts.as_slice() {
        [year, month, day] => {
            year.len() == 4
                && all_digits(year)
                && within(month, 1, 12)
                && within(day, 1, days_of(year.parse().unwrap_or(0), month.parse().unwrap_or(0)))
        }
        _ => false,
    }
}

fn days_of(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

fn is_clock(clock: &str) -> bool {
    let parts: Vec<&str> = clock.split(':').collect();
    match parts.as_slice() {
        // A minute can have a leap second.
        [hour, minute, second] => {
            within(hour, 0, 23) && within(minute, 0, 59) && within(second, 0, 60)
        }
        _ => false,
    }
}

fn is_zone(zone: &str) -> bool {
    if zone == "Z" || zone == "z" {
        return true;
    }
    let offset = zone.strip_prefix(['+', '-']).and_then(|offset| offset.split_once(':'));
    offset.is_some_and(|(hours, minutes)| within(hours, 0, 23) && within(minutes, 0, 59))
}

/// `Tue, 29 Apr 2014 18:30:38 GMT`, the seconds also with a fraction.
fn is_http_date(text: &str) -> bool {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let Some((weekday, rest)) = text.split_once(", ") else {
        return false;
    };
    let parts: Vec<&str> = rest.split(' ').collect();
    match parts.as_slice() {
        [day, month, year, time, "GMT"] => {
            let clock = time.split_once('.').map_or(*time, |(clock, _)| clock);
            DAYS.contains(&weekday)
                && within(day, 1, 31)
                && MONTHS.contains(month)
                && year.len() == 4
                && all_digits(year)
                && is_clock(clock)
        }
        _ => false,
    }
}

/// Exactly two digits whose number lies between the bounds.
fn within(text: &str, min: u32, max: u32) -> bool {
    text.len() == 2
        && all_digits(text)
        && text.parse().is_ok_and(|number| min <= number && number <= max)
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// How many bytes base64 text stands for; `None` where it isn't base64 with its padding.
pub(super) fn base64_length(text: &str) -> Option<u64> {
    let data = text.trim_end_matches('=');
    let padding = text.len() - data.len();
    let in_alphabet =
        data.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/');
    let well_formed = in_alphabet && padding <= 2 && text.len().is_multiple_of(4);
    well_formed.then(|| (data.len() * 3 / 4) as u64)
}
