package runtime

import (
	"context"
	"errors"
	"sync"
	"time"
)

const (
	// ticketIdle is how long a ticket is taken to live without being used. The
	// server lets it live for six hours.
	ticketIdle = 5*time.Hour + 30*time.Minute
	// renewalLimit is how long a source may take.
	renewalLimit = time.Minute
	// A source that failed is not asked again for the shortest pause, and for twice
	// as long after each further failure, up to the longest one: it may be a login
	// with a wrong password, and accounts get locked.
	shortestPause = time.Second
	longestPause  = time.Minute
)

// A ticketCache holds the ticket of a source and renews it.
type ticketCache struct {
	source func(ctx context.Context) (string, error)
	now    func() time.Time

	mu      sync.Mutex
	ticket  string    // empty for none
	lastUse time.Time // of the ticket
	renewal *renewal  // nil when none is under way

	failed   *renewal // the last one, if it failed
	pause    time.Duration
	pauseEnd time.Time
}

// A renewal is a question to the source that any number of calls wait for.
type renewal struct {
	done   chan struct{} // closed when the fields below are set
	ticket string
	err    error
}

func newTicketCache(source func(ctx context.Context) (string, error)) *ticketCache {
	return &ticketCache{source: source, now: time.Now}
}

// get returns a ticket that should be good, and waits for it while the context
// lasts.
func (c *ticketCache) get(ctx context.Context) (string, error) {
	r, ticket := c.lookUp()
	if r == nil {
		return ticket, nil
	}
	select {
	case <-r.done:
		return r.ticket, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// lookUp returns the ticket, or the renewal to wait for, which may be over.
func (c *ticketCache) lookUp() (*renewal, string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	if c.ticket != "" && now.Sub(c.lastUse) < ticketIdle {
		return nil, c.ticket
	}
	if c.failed != nil && now.Before(c.pauseEnd) {
		return c.failed, ""
	}
	if c.renewal == nil {
		c.renewal = &renewal{done: make(chan struct{})}
		go c.renew(c.renewal)
	}
	return c.renewal, ""
}

// renew asks the source. It depends on no call: the others would wait in vain when
// that is given up.
func (c *ticketCache) renew(r *renewal) {
	ctx, cancel := context.WithTimeout(context.Background(), renewalLimit)
	defer cancel()
	defer c.settle(r)
	r.err = errors.New("the source did not return") // but ended its goroutine
	ticket, err := c.source(ctx)
	if err == nil && ticket == "" {
		err = errors.New("the source returned an empty one")
	}
	if err != nil {
		ticket = ""
	}
	r.ticket, r.err = ticket, err
}

// settle takes over what a renewal came to.
func (c *ticketCache) settle(r *renewal) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	c.ticket, c.lastUse, c.renewal = r.ticket, now, nil
	if r.err == nil {
		c.failed, c.pause = nil, 0
	} else {
		c.failed, c.pause = r, min(max(2*c.pause, shortestPause), longestPause)
		c.pauseEnd = now.Add(c.pause)
	}
	close(r.done)
}

// drop forgets a ticket that is dead, unless another is there already.
func (c *ticketCache) drop(ticket string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ticket == ticket {
		c.ticket = ""
	}
}

// used notes that the server has taken a ticket, which renews it.
func (c *ticketCache) used(ticket string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ticket == ticket {
		c.lastUse = c.now()
	}
}
