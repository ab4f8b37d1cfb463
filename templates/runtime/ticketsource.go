package runtime

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// WithTicketSource has a function supply the ticket of calls that need one. It is
// asked when the first call is made, when the server says that the ticket is
// dead, and when the ticket has not been used for so long that it must be. It is
// asked once by however many calls wait, and its error is the error of each.
//
// A source that failed is left alone for a second, and after each further failure
// for twice as long as before, up to a minute: calls that come within that time get
// the same error at once. A success ends it. That keeps busy callers from hammering
// a login, but a wrong password is still tried seven times in the first two minutes:
// where that locks the account, have the source remember that it was refused.
//
// The ticket belongs to the option: clients that were made with the same option
// share it. A source therefore stands for one identity. Its context is that of no
// call, holds no values and ends after a minute, which the source must heed. Each
// call that waits can still be given up by its own context. Another identity is
// WithTicket, which comes before a source.
//
// A call that failed because its ticket was dead is not repeated by itself: see
// WithRetryOnDeadTicket.
func WithTicketSource(source func(ctx context.Context) (ticket string, err error)) Option {
	cache := newTicketCache(source)
	return func(s *settings) {
		if source == nil {
			s.err = errors.New("WithTicketSource: the source is nil")
			return
		}
		s.header.Credentials = nil
		changeTicketPolicy(s, func(p *ticketPolicy) { p.cache = cache })
	}
}

// WithRetryOnDeadTicket says that a call whose ticket turns out to be dead may be
// made a second time, with a new one of the source. It is meant for what may be
// done twice: that a server did nothing before it refused is likely, but not known.
// A call that hands out items is not made again when they have begun to come.
func WithRetryOnDeadTicket() Option {
	return func(s *settings) {
		changeTicketPolicy(s, func(p *ticketPolicy) { p.retry = true })
	}
}

// WithDeadTicketCheck sets how the error of a call tells that its ticket is dead.
// Without it that is a *ServerError with an exception of the type
// SoSessionException in its chain, and the HTTP status 401.
func WithDeadTicketCheck(dead func(err error) bool) Option {
	return func(s *settings) {
		if dead == nil {
			s.err = errors.New("WithDeadTicketCheck: the function is nil")
			return
		}
		changeTicketPolicy(s, func(p *ticketPolicy) { p.dead = dead })
	}
}

// A ticketPolicy makes the attempts of a call with the tickets of a source. It is
// never changed, as settings.
type ticketPolicy struct {
	cache *ticketCache // nil without a source
	dead  func(err error) bool
	retry bool
}

func changeTicketPolicy(s *settings, change func(p *ticketPolicy)) {
	changed := ticketPolicy{dead: isDeadTicket}
	if p, ok := s.tickets.(*ticketPolicy); ok {
		changed = *p
	}
	change(&changed)
	s.tickets = &changed
}

func (p *ticketPolicy) run(ctx context.Context, x *exchange) (answered bool, err error) {
	if p.cache == nil || x.header.Credentials != nil || x.op.requestBlocks&requestCredentialsBlock == 0 {
		return x.attempt(ctx)
	}
	if p.retry {
		x.discard = p.dead
	}
	answered, dead, err := p.attempt(ctx, x)
	if !dead || !p.retry || x.begun {
		return answered, err
	}
	refused := err
	x.discard = nil
	if answered, _, err = p.attempt(ctx, x); errors.As(err, new(*ticketError)) {
		err = fmt.Errorf("%w; %w", refused, err)
	}
	return answered, err
}

// attempt makes one attempt with the ticket that is good now. It reports whether
// it turned out to be dead.
func (p *ticketPolicy) attempt(ctx context.Context, x *exchange) (answered, dead bool, err error) {
	ticket, err := p.cache.get(ctx)
	if err != nil {
		return false, false, &ticketError{err}
	}
	x.header.Credentials = &SoCredentials{Ticket: ticket}
	answered, err = x.attempt(ctx)
	switch {
	case err != nil && p.dead(err):
		p.cache.drop(ticket)
		return answered, true, err
	case answered:
		p.cache.used(ticket)
	}
	return answered, false, err
}

// isDeadTicket goes by what NetServer throws when it does not let a caller in. Its
// texts are in the user's language.
func isDeadTicket(err error) bool {
	if failed := (*ServerError)(nil); errors.As(err, &failed) {
		for info := failed.ExceptionInfo; info != nil; info = info.InnerException {
			if strings.HasSuffix(info.ExceptionType, "SoSessionException") {
				return true
			}
		}
	}
	answer := (*HTTPError)(nil)
	return errors.As(err, &answer) && answer.StatusCode == http.StatusUnauthorized
}

// A ticketError is the source's.
type ticketError struct{ err error }

func (e *ticketError) Error() string { return "no ticket: " + e.err.Error() }
func (e *ticketError) Unwrap() error { return e.err }
func (*ticketError) outcome() string { return "no_ticket" }
