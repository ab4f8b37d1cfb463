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

// call sends a request and reads the response and its header. It reports whether there
// is one to give to the caller: that of a call that failed on the server may name what
// was done all the same.
func (c *soapClient) call(ctx context.Context, op *operation, request encodable, response object, head *ResponseHeader) (answered bool, err error) {
	x := &exchange{client: c, op: op, header: c.settings.header, request: request, response: response, head: head}
	return x.call(ctx)
}
