package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"reflect"

	"github.com/so-wsdlgen/so-wsdlgen/generated/services86"
)

// encoding has the rows of requests that are written.
func encoding() []shape {
	var shapes []shape
	for _, shape := range []struct {
		name     string
		messages int
		content  string
	}{
		{"encode 1 message", 1, plainContent},
		{"encode 100 messages", 100, plainContent},
		{"encode 10000 messages", 10_000, plainContent},
		{"encode 100 messages to escape", 100, escapedContent},
	} {
		shapes = append(shapes, &row{name: shape.name, prepare: func() ([]variant, error) {
			return encodingVariants(request(shape.messages, shape.content))
		}})
	}
	return shapes
}

// encodingVariants write a request. What each of them writes is read back.
func encodingVariants(req *services86.SendMessagesRequest) ([]variant, error) {
	var document []byte
	if err := services86.EncodeRequest(req, func(b []byte) { document = bytes.Clone(b) }); err != nil {
		return nil, err
	}
	peer, plain := gowsdlRequest(req), newPlainRequest(req)
	copied := make([]byte, len(document))
	written := func(encode func() ([]byte, error)) error {
		b, err := encode()
		if err != nil {
			return err
		}
		got, err := services86.DecodeRequest(bytes.NewReader(b))
		if err != nil {
			return err
		}
		if !reflect.DeepEqual(got, req) {
			return errors.New("what was written is not the request")
		}
		return nil
	}
	err := errors.Join(
		written(func() ([]byte, error) { return document, nil }),
		written(func() ([]byte, error) { return gowsdlEncode(peer) }),
		written(func() ([]byte, error) { return xml.Marshal(plain) }),
	)
	return []variant{
		{"so-wsdlgen", func() error { return services86.EncodeRequest(req, func([]byte) {}) }},
		{"gowsdl", func() error { _, err := gowsdlEncode(peer); return err }},
		{"plain structs", func() error { _, err := xml.Marshal(plain); return err }},
		{"copy", func() error { copy(copied, document); return nil }},
	}, err
}
