package runtime

import (
	"context"
	"errors"
	"log/slog"
	"time"
)

// WithLogger has each call logged when it is over: agent, operation, duration, the
// sizes of the messages, the outcome, and after a failure whether the request was
// not sent. Neither contents nor the text of errors are logged. Calls that succeed
// are logged at slog.LevelInfo, others at slog.LevelWarn.
//
// The outcomes are ok, server_error, fault, http_error, decode_error, encode_error,
// no_ticket, canceled, deadline_exceeded, and for anything else, such as the
// network, error. Where items are handed out one by one, the call is over when the
// loop is, and the outcome is stopped if the loop was left early.
func WithLogger(logger *slog.Logger) Option {
	return func(s *settings) { s.logger = logger }
}

func (x *exchange) log(ctx context.Context, duration time.Duration, err error) {
	level := slog.LevelInfo
	attrs := make([]slog.Attr, 0, 8)
	attrs = append(attrs,
		slog.String("agent", x.client.service.name),
		slog.String("operation", x.op.name),
		slog.Duration("duration", duration),
		slog.Int("sent_bytes", x.sentBytes),
		slog.Int64("received_bytes", x.receivedBytes),
		slog.String("outcome", x.outcome(ctx, err)),
	)
	if err != nil {
		level = slog.LevelWarn
		attrs = append(attrs, slog.Bool("not_sent", !x.sent))
	}
	if answer := (*HTTPError)(nil); errors.As(err, &answer) {
		attrs = append(attrs, slog.Int("status", answer.StatusCode))
	}
	x.client.settings.logger.LogAttrs(ctx, level, "SOAP call", attrs...)
}

// outcome is the class of a call's error.
func (x *exchange) outcome(ctx context.Context, err error) string {
	var classed interface{ outcome() string }
	switch over := ctx.Err(); {
	case x.stopped:
		return "stopped"
	case err == nil:
		return "ok"
	case over != nil && errors.Is(err, over):
		if over == context.Canceled {
			return "canceled"
		}
		return "deadline_exceeded"
	case errors.As(err, &classed):
		return classed.outcome()
	}
	return "error"
}

func (*Fault) outcome() string       { return "fault" }
func (*HTTPError) outcome() string   { return "http_error" }
func (*DecodeError) outcome() string { return "decode_error" }
func (*EncodeError) outcome() string { return "encode_error" }
