package runtime

import "time"

// Clock turns an instant into what a clock in loc shows then: the form that a
// dateTime has on the wire, without offset. The result is in time.UTC, as every
// clock reading in this package. NetServer reads and writes clock readings in the
// tenant's base time zone, or in that of the TimeZone header where one is sent.
func Clock(t time.Time, loc *time.Location) time.Time {
	t = t.In(loc)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

// Instant turns a clock reading back: the instant at which a clock in loc shows
// it. A reading that a change to or from summer time skips or repeats has the
// meaning that time.Date gives it.
func Instant(reading time.Time, loc *time.Location) time.Time {
	return time.Date(reading.Year(), reading.Month(), reading.Day(),
		reading.Hour(), reading.Minute(), reading.Second(), reading.Nanosecond(), loc)
}
