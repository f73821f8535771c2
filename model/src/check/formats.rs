//! Recognizes timestamps and base64 in the values of examples and defaults.

/// Returns whether the text is an RFC 3339 timestamp or an HTTP date.
pub(super) fn is_timestamp(text: &str) -> bool {
    is_date_time(text) || is_http_date(text)
}

/// Returns whether the text is like `1985-04-12T23:20:50.52Z`. Other UTC offsets are accepted.
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else {
        return false;
    };
    let zone_start = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (time, zone) = time.split_at_checked(zone_start).unwrap_or((time, ""));
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    is_date(date) && is_time(time) && !fraction.is_empty() && is_digits(fraction) && is_zone(zone)
}

fn is_date(date: &str) -> bool {
    let parts: Vec<&str> = date.split('-').collect();
    match parts.as_slice() {
        [year, month, day] => {
            year.len() == 4
                && is_digits(year)
                && is_two_digits(month, 1, 12)
                && is_two_digits(
                    day,
                    1,
                    days_in_month(year.parse().unwrap_or(0), month.parse().unwrap_or(0)),
                )
        }
        _ => false,
    }
}

fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

fn is_time(time: &str) -> bool {
    let parts: Vec<&str> = time.split(':').collect();
    match parts.as_slice() {
        // The second 60 is a leap second.
        [hour, minute, second] => {
            is_two_digits(hour, 0, 23)
                && is_two_digits(minute, 0, 59)
                && is_two_digits(second, 0, 60)
        }
        _ => false,
    }
}

fn is_zone(zone: &str) -> bool {
    if zone == "Z" || zone == "z" {
        return true;
    }
    let offset = zone.strip_prefix(['+', '-']).and_then(|offset| offset.split_once(':'));
    offset.is_some_and(|(hours, minutes)| {
        is_two_digits(hours, 0, 23) && is_two_digits(minutes, 0, 59)
    })
}

/// Returns whether the text is like `Tue, 29 Apr 2014 18:30:38 GMT`. The seconds can have a fraction.
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
            let time = time.split_once('.').map_or(*time, |(time, _)| time);
            DAYS.contains(&weekday)
                && is_two_digits(day, 1, 31)
                && MONTHS.contains(month)
                && year.len() == 4
                && is_digits(year)
                && is_time(time)
        }
        _ => false,
    }
}

/// Returns whether the text is two digits that form a number within the bounds.
fn is_two_digits(text: &str, min: u32, max: u32) -> bool {
    text.len() == 2
        && is_digits(text)
        && text.parse().is_ok_and(|number| min <= number && number <= max)
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the number of bytes that base64 text encodes, or `None` if the text isn't base64 with padding.
pub(super) fn base64_length(text: &str) -> Option<u64> {
    let data = text.trim_end_matches('=');
    let padding = text.len() - data.len();
    let in_alphabet =
        data.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/');
    let well_formed = in_alphabet && padding <= 2 && text.len().is_multiple_of(4);
    well_formed.then(|| (data.len() * 3 / 4) as u64)
}
