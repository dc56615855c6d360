//! Calendar files: what a person is busy with is read, invitations are written. Zones are those of the bundled database.

mod busy;
mod invitation;
mod own_zone;

mod recurrence;
mod title;
mod zone;
mod zone_rules;

pub use busy::{BusyCalendar, read_busy};
pub use invitation::{
    Attachment, Attendee, CalendarEvent, Method, OwnCalendar, is_address, own_calendar, write_calendar,
};

pub use zone::{LocalFault, Zone};

#[cfg(test)]
mod tests;
