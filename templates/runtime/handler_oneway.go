package runtime

import "context"

// serveOneWay makes a route of the method of a one-way operation.
func serveOneWay[Req any, PReq readable[Req]](op *operation, method func(context.Context, *Req) error) route {
	return route{
		operation: op,
		request:   func() object { return PReq(new(Req)) },
		call: func(ctx context.Context, request object) (reply, error) {
			return nil, method(ctx, request.(PReq))
		},
	}
}
