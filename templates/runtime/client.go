package runtime

import (
	"context"
	"net/url"
)

// A soapClient calls the operations of one agent. It is never changed, and so
// safe for concurrent use.
type soapClient struct {
	service  *service
	endpoint *url.URL
	settings *settings // fmt follows no pointer that lies so deep: it holds secrets
}

func newSOAPClient(service *service, baseURL string, opts []Option) (*soapClient, error) {
	endpoint, err := resolveEndpoint(baseURL, service.path)
	if err != nil {
		return nil, err
	}
	c := &soapClient{service: service, endpoint: endpoint, settings: newSettings()}
	return c.with(opts), nil
}

// with is a copy with further options.
func (c *soapClient) with(opts []Option) *soapClient {
	changed := *c.settings
	for _, opt := range opts {
		opt(&changed)
	}
	return &soapClient{service: c.service, endpoint: c.endpoint, settings: &changed}
}

// A response is a generated struct of what an operation returns.
type response interface {
	object
	header() *ResponseHeader
}

// call sends a request and reads the response. It reports whether there is one to
// give to the caller: that of a call that failed on the server may name what was
// done all the same.
func (c *soapClient) call(ctx context.Context, op *operation, request encodable, res response) (answered bool, err error) {
	x := &exchange{client: c, op: op, header: c.settings.header, request: request, response: res}
	return x.call(ctx)
}
