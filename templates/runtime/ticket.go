package runtime

// WithTicket sets the Credentials header block. A ticket comes from SoPrincipal or
// from the system user flow; from Services86 on an OAuth access token may stand in
// its place. It lives for six hours, and each use renews it: WithTicketSource has a
// new one supplied when it is dead. An empty ticket sends no Credentials.
func WithTicket(ticket string) Option {
	return func(s *settings) {
		s.header.Credentials = nil
		if ticket != "" {
			s.header.Credentials = &SoCredentials{Ticket: ticket}
		}
		changeTicketPolicy(s, func(p *ticketPolicy) { p.cache = nil })
	}
}

// Ticket is the ticket in the Credentials block; empty where there is none.
func (h RequestHeader) Ticket() string {
	if h.Credentials == nil {
		return ""
	}
	return h.Credentials.Ticket
}
