package main

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"testing/iotest"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// decoding has the rows of responses that are read.
func decoding() []shape {
	whole := func(r io.Reader) io.Reader { return r }
	var shapes []shape
	for _, shape := range []struct {
		name                string
		statuses            int
		description, prefix string
		reader              func(io.Reader) io.Reader
	}{
		{"decode 1 status", 1, plainDescription, "", whole},
		{"decode 100 statuses", 100, plainDescription, "", whole},
		{"decode 10000 statuses", 10_000, plainDescription, "", whole},
		{"decode 100 statuses, escaped", 100, escapedDescription, "", whole},
		{"decode 100 statuses, prefixed", 100, plainDescription, "so", whole},
		{"decode 100 statuses, 1 byte a read", 100, plainDescription, "", iotest.OneByteReader},
		{"decode 100 statuses, 4 kB a read", 100, plainDescription, "", func(r io.Reader) io.Reader { return &pieces{r, 4096} }},
	} {
		shapes = append(shapes, &row{name: shape.name, prepare: func() ([]variant, error) {
			return decodingVariants(response(shape.statuses, shape.description, shape.prefix), shape.reader)
		}})
	}
	return shapes
}

// pieces hands out so many bytes at a time.
type pieces struct {
	io.Reader
	size int
}

func (p *pieces) Read(b []byte) (int, error) { return p.Reader.Read(b[:min(p.size, len(b))]) }

// decodingVariants read a response. What they have read is compared.
func decodingVariants(document []byte, reader func(io.Reader) io.Reader) ([]variant, error) {
	source := new(bytes.Reader)
	open := func() io.Reader {
		source.Reset(document)
		return reader(source)
	}
	ours, err1 := services86.DecodeResponse(open())
	peers, err2 := gowsdlDecode(open())
	plain, err3 := plainDecode(open())
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, err
	}
	if !reflect.DeepEqual(ours.Response, gowsdlStatuses(peers)) || !reflect.DeepEqual(ours.Response, plainStatuses(plain)) {
		return nil, errors.New("the variants have not read the same")
	}
	return append([]variant{
		{"so-wsdlgen", func() error { _, err := services86.DecodeResponse(open()); return err }},
		{"gowsdl", func() error { _, err := gowsdlDecode(open()); return err }},
		{"plain structs", func() error { _, err := plainDecode(open()); return err }},
	}, limits(document)...), nil
}

// limits are what decoding can't be quicker than.
func limits(document []byte) []variant {
	copied := make([]byte, len(document))
	return []variant{
		{"copy", func() error { copy(copied, document); return nil }},
		{"finding tags", func() error {
			for rest := document; ; {
				i := bytes.IndexByte(rest, '<')
				if i < 0 {
					return nil
				}
				rest = rest[i+1:]
			}
		}},
	}
}
