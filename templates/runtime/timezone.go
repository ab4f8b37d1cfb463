package runtime

// WithTimeZone sets the TimeZone header block: the zone of the clock readings in
// requests and responses. Without it they are in the tenant's base time zone.
func WithTimeZone(zone SoTimeZone) Option {
	return func(s *settings) { s.header.TimeZone = &zone }
}
